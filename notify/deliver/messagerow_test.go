// SPDX-License-Identifier: Apache-2.0

package deliver

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify"
)

func sample() notify.Notice {
	at := time.Date(2018, 4, 4, 2, 0, 0, 0, time.UTC)
	return notify.Notice{
		Kind: notify.KindProgress, Audience: notify.AudienceOwnerAndContacts, Channels: notify.Channels(0).Add(notify.ChannelEmail),
		Topic: notify.TopicApproved, Account: "a-1", Filing: "f-1", At: at,
	}
}

func TestMessageRowIsWrittenAsEver(t *testing.T) {
	n := sample()
	row, err := messageRow(Row{Stream: "s-1", Version: 7}, n, notify.Receiver{ID: "c-1", Channel: notify.ChannelEmail, AddressVersion: 2}, n.At)
	require.NoError(t, err)
	assert.Equal(t, Row{
		Key: "s-1/7/0/c-1/email", Queue: "email", Lane: "0:,3:f-1/c-1",
		Data: []byte(`{"schema":1,"since":"2018-04-04T02:00:00Z","receiver":"c-1","notice":{"schema":1,"kind":"progress","audience":"owner_and_contacts","channels":["email"],"topic":"approved","account":"a-1","filing":"f-1","index":0,"at":"2018-04-04T02:00:00Z"}}`),
	}, row)
	w, err := decodeMessage(row.Data)
	require.NoError(t, err)
	assert.Equal(t, n, w.Notice)
}

func TestLanesAreNeverShared(t *testing.T) {
	n := sample()
	n.Filing = "f/1"
	a := lane(n, "2")
	n.Filing = "f"
	assert.NotEqual(t, a, lane(n, "1/2"))
	n.Subject = "s-1"
	other := n
	other.Subject = "s-2"
	assert.NotEqual(t, lane(n, "c"), lane(other, "c"), "a filing's id is unique within its subject only")
	n.Filing = n.Account
	assert.NotEqual(t, lane(n, "c"), lane(notify.Notice{Account: n.Account}, "c"), "a filing that is called like an account")
	assert.Equal(t, "3:a-1/c", lane(notify.Notice{Account: "a-1"}, "c"), "the contact book's own notices")
}

func TestTheLongestIDsFitIntoAStore(t *testing.T) {
	const most = 256 // bytes of a name in package journal
	id := strings.Repeat("i", notify.MaxIDLen)
	n := sample()
	n.Filing, n.Account, n.Subject, n.Topic = id, id, id, id
	row, err := NoticeRow(strings.Repeat("s", most), 1<<63, n)
	require.NoError(t, err)
	message, err := messageRow(Row{Stream: strings.Repeat("s", most), Version: 1 << 63}, n, notify.Receiver{ID: id, Channel: notify.ChannelEmail}, n.At)
	require.NoError(t, err)
	for _, name := range []string{row.Key, row.Lane, message.Key, message.Lane} {
		assert.LessOrEqual(t, len(name), most)
	}
	_, err = decodeMessage(message.Data)
	require.NoError(t, err)
	assert.NotEqual(t, message.Lane, lane(n, id[1:]))
}

func FuzzMessageRow(f *testing.F) {
	row, err := messageRow(Row{}, sample(), notify.Receiver{ID: "c-1", Channel: notify.ChannelEmail}, sample().At)
	require.NoError(f, err)
	f.Add(row.Data)
	f.Fuzz(func(t *testing.T, data []byte) {
		w, err := decodeMessage(data)
		if err != nil {
			assert.ErrorContains(t, err, "NTF-044")
			return
		}
		require.NoError(t, w.Notice.Validate())
		assert.NotEmpty(t, w.Receiver)
	})
}

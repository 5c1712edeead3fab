// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLayer(t *testing.T) {
	p, err := Load([]byte(`{"schema":1,"name":"base","starts":"2018-01-01",
"facts":[{"name":"provider","values":[{"name":"ours"}],"default":"ours","open":true},{"name":"kind","values":[{"name":"a"},{"name":"b"}]}],
"decisions":[{"name":"sla","kind":"number","binding":"submit"},{"name":"method","kind":"values","values":[{"name":"photo"}],"binding":"submit","open":true}],
"rules":[{"id":"one","layer":"national","decide":[{"decision":"sla","value":"1"}],"from":"2018-01-01"},
{"id":"photo","layer":"national","decide":[{"decision":"method","value":"photo"}],"from":"2018-01-01"}]}`))
	require.NoError(t, err)
	const host = `{"schema":1,"name":"mine","facts":[{"name":"provider","values":[{"name":"theirs"}]}],
"decisions":[{"name":"method","kind":"values","values":[{"name":"their_app"}],"binding":"submit"}],
"rules":[{"id":"theirs","layer":"host","when":[{"fact":"provider","in":["theirs"]}],"decide":[{"decision":"sla","value":"3"},{"decision":"method","value":"their_app"}],"from":"2018-01-01"}]}`
	q, err := p.Layer([]byte(host))
	require.NoError(t, err)
	assert.Equal(t, "mine", q.Name())
	assert.NotEqual(t, p.Digest(), q.Digest())
	for provider, want := range map[string][2]string{"ours": {"1", "photo"}, "theirs": {"3", "their_app"}} {
		for i, decision := range []string{"sla", "method"} {
			v, err := ask(t, q, decision, facts{"provider": provider}, day(2018, 4, 4))
			require.NoError(t, err)
			assert.Equal(t, want[i], v.Value.String(), provider)
		}
	}
	for name, bad := range map[string]string{
		"a closed fact":      `{"schema":1,"name":"x","facts":[{"name":"kind","values":[{"name":"c"}]}],"decisions":[],"rules":[]}`,
		"a closed decision":  `{"schema":1,"name":"x","facts":[],"decisions":[{"name":"sla","kind":"number","binding":"now"}],"rules":[]}`,
		"another layer":      `{"schema":1,"name":"x","facts":[],"decisions":[],"rules":[{"id":"r","layer":"region","decide":[{"decision":"sla","value":"2"}],"from":"2018-01-01"}]}`,
		"a rule that exists": `{"schema":1,"name":"x","facts":[],"decisions":[],"rules":[{"id":"one","layer":"host","decide":[{"decision":"sla","value":"2"}],"from":"2018-01-01"}]}`,
		"no JSON":            `{`,
	} {
		_, err := p.Layer([]byte(bad))
		var e *ArtifactError
		require.ErrorAs(t, err, &e, name)
	}
}

func TestLiveKeepsTheLastGoodPolicy(t *testing.T) {
	p := load(t)
	less, err := p.Without("young")
	require.NoError(t, err)
	var swaps [][2]string
	l := NewLive(p, func(old, now *Policy) { swaps = append(swaps, [2]string{old.Digest(), now.Digest()}) })
	assert.False(t, l.Back())
	require.Error(t, l.Swap([]byte("{")))
	assert.Same(t, p, l.Policy())
	require.NoError(t, l.Swap(less.Artifact()))
	assert.Equal(t, less.Digest(), l.Policy().Digest())
	assert.True(t, l.Back())
	assert.Same(t, p, l.Policy())
	assert.Equal(t, [][2]string{{p.Digest(), less.Digest()}, {less.Digest(), p.Digest()}}, swaps)
}

// Readers see one whole policy or the other, never a mixture.
func TestLiveIsSwappedWhole(t *testing.T) {
	p := load(t)
	less, err := p.Without("gd")
	require.NoError(t, err)
	artifacts := [][]byte{p.Artifact(), less.Artifact()}
	want := map[string]string{p.Digest(): "gd", less.Digest(): "photo"}
	l := NewLive(p, nil)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 200 {
				now := l.Policy()
				d, _ := now.Decision("method")
				c, err := now.Case(facts{"region": "guangdong", "channel": "app"})
				assert.NoError(t, err)
				v, err := now.Judge(d, &c, day(2018, 4, 4))
				assert.NoError(t, err)
				assert.Equal(t, want[v.Policy], v.Rule)
			}
		})
	}
	for i := range 50 {
		require.NoError(t, l.Swap(artifacts[i%2]))
	}
	wg.Wait()
}

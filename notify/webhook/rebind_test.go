// SPDX-License-Identifier: Apache-2.0

package webhook

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify"
)

// nameserver answers every question for addresses with the next of its answers, the last one
// for ever: a name that leads somewhere else each time it is asked for.
type nameserver struct {
	conn net.PacketConn
	mu   sync.Mutex
	next [][]netip.Addr
}

func newNameserver(t *testing.T, answers ...[]netip.Addr) *nameserver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	require.NoError(t, err)
	n := &nameserver{conn: conn, next: answers}
	done := make(chan struct{})
	go func() {
		defer close(done)
		n.serve()
	}()
	t.Cleanup(func() {
		assert.NoError(t, conn.Close())
		<-done
	})
	return n
}

func (n *nameserver) resolver() *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", n.conn.LocalAddr().String())
	}}
}

// turn gives the next name an address of its own.
func (n *nameserver) turn() {
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.next) > 1 {
		n.next = n.next[1:]
	}
}

func (n *nameserver) serve() {
	buffer := make([]byte, 512)
	for {
		size, from, err := n.conn.ReadFrom(buffer)
		if err != nil {
			return
		}
		n.mu.Lock()
		answers := n.next[0]
		n.mu.Unlock()
		_, _ = n.conn.WriteTo(reply(buffer[:size], answers), from)
	}
}

// reply writes an answer to a question of one name (RFC 1035): the addresses of its type.
func reply(question []byte, answers []netip.Addr) []byte {
	end := 12
	for question[end] != 0 {
		end += int(question[end]) + 1
	}
	end += 5
	wanted := binary.BigEndian.Uint16(question[end-4:])
	out := append([]byte(nil), question[:end]...)
	binary.BigEndian.PutUint16(out[2:], 0x8180) // an answer, without error
	copy(out[6:12], []byte{0, 0, 0, 0, 0, 0})   // counts
	for _, a := range answers {
		kind := uint16(1)
		if a.Is6() {
			kind = 28
		}
		if kind != wanted {
			continue
		}
		out[7]++
		out = append(out, 0xc0, 12) // the name asked for
		out = binary.BigEndian.AppendUint16(out, kind)
		out = append(out, 0, 1, 0, 0, 0, 0) // internet, for no time at all
		out = binary.BigEndian.AppendUint16(out, uint16(len(a.AsSlice())))
		out = append(out, a.AsSlice()...)
	}
	return out
}

var errWouldConnect = errors.New("the guard let it pass")

func addrs(texts ...string) []netip.Addr {
	list := make([]netip.Addr, len(texts))
	for i, text := range texts {
		list[i] = netip.MustParseAddr(text)
	}
	return list
}

// TestGuardAfterRebinding: the guard sees the address that is connected to, whatever a name
// said before. What it lets pass is noted and not connected to.
func TestGuardAfterRebinding(t *testing.T) {
	const public4, public6 = "8.8.8.8", "2606:4700::1111"
	for name, second := range map[string][]netip.Addr{
		"loopback":               addrs("127.0.0.1"),
		"metadata service":       addrs("169.254.169.254"),
		"private":                addrs("10.0.0.1"),
		"loopback v6":            addrs("::1"),
		"mapped loopback":        addrs("::ffff:127.0.0.1"),
		"mapped private":         addrs("::ffff:192.168.0.1"),
		"nat64 of loopback":      addrs("64:ff9b::7f00:1"),
		"6to4 of loopback":       addrs("2002:7f00:1::"),
		"unspecified":            addrs("0.0.0.0", "::"),
		"unique local":           addrs("fd00::1"),
		"link local":             addrs("fe80::1"),
		"two that are not":       addrs("10.0.0.1", "127.0.0.1"),
		"mapped and not, mixed":  addrs("::ffff:10.0.0.1", "127.0.0.1"),
		"a public one and not":   addrs(public4, "127.0.0.1"),
		"public v6 and loopback": addrs(public6, "127.0.0.1"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := newNameserver(t, addrs(public4), second)
			s := sender(t, func(c *Config) { c.Allow = nil })
			var mu sync.Mutex
			var passed []string
			s.dialer.Resolver = server.resolver()
			s.dialer.Control = func(network, address string, c syscall.RawConn) error {
				if err := s.control(network, address, c); err != nil {
					return err
				}
				mu.Lock()
				defer mu.Unlock()
				passed = append(passed, netip.MustParseAddrPort(address).Addr().String())
				return errWouldConnect
			}
			r := s.Send(t.Context(), message("https://hook.example.com/"))
			assert.Equal(t, "connect", r.Code)
			assert.Equal(t, []string{public4}, passed, "the first time the name is harmless")
			passed = nil
			server.turn()
			r = s.Send(t.Context(), message("https://hook.example.com/"))
			for _, address := range passed {
				assert.Contains(t, []string{public4, public6}, address)
			}
			assert.NotEqual(t, notify.OutcomeDelivered, r.Outcome)
			if !strings.HasPrefix(name, "a public") && !strings.HasPrefix(name, "public") {
				assert.Empty(t, passed)
				assert.Equal(t, "guard", r.Code)
				assert.Equal(t, notify.OutcomePermanent, r.Outcome)
			}
		})
	}
}

// TestRedirectsLeadNowhere: a public address that redirects inside the host's network is not
// followed, whatever it answers with.
func TestRedirectsLeadNowhere(t *testing.T) {
	inside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("reached") }))
	defer inside.Close()
	for _, status := range []int{301, 302, 303, 307, 308} {
		for _, to := range []string{inside.URL, "http://[::ffff:127.0.0.1]:" + inside.URL[strings.LastIndex(inside.URL, ":")+1:], "//localhost/", "file:///etc/passwd"} {
			outside := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Location", to)
				w.WriteHeader(status)
			}))
			port := netip.MustParseAddrPort(outside.Listener.Addr().String())
			r := sender(t, func(c *Config) { c.Allow = func(a netip.AddrPort) bool { return a == port } }).Send(t.Context(), message(outside.URL))
			assert.Equal(t, notify.Result{Outcome: notify.OutcomeRetry, Code: fmt.Sprint(status)}, r)
			outside.Close()
		}
	}
}

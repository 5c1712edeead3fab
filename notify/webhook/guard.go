// SPDX-License-Identifier: Apache-2.0

package webhook

import (
	"errors"
	"net/netip"
	"syscall"
)

// errGuard is what dialling gives for an address that is not public.
var errGuard = errors.New("NTF-083: the address is not a public one; have the owner enter another, or set webhook.Config.Allow")

// control is asked by the dialer after the name was resolved and before anything is sent,
// so that a name that resolves differently the second time gains nothing.
func (s *Sender) control(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return errGuard
	}
	if s.c.Allow != nil {
		if s.c.Allow(at) {
			return nil
		}
		return errGuard
	}
	if !public(at.Addr()) {
		return errGuard
	}
	return nil
}

// public reports whether an address is one anybody on the internet could mean: of IPv6 only
// the range given out so far, of both versions nothing set apart by RFC 6890 and its
// successors, and no IPv4 address inside an IPv6 one.
func public(a netip.Addr) bool {
	a = a.WithZone("").Unmap()
	if a.Is6() && !globalUnicast.Contains(a) {
		return false
	}
	for _, p := range setApart {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

var globalUnicast = netip.MustParsePrefix("2000::/3")

var setApart = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
	"192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16",
	"192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
	"2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
)

func prefixes(texts ...string) []netip.Prefix {
	list := make([]netip.Prefix, len(texts))
	for i, text := range texts {
		list[i] = netip.MustParsePrefix(text)
	}
	return list
}

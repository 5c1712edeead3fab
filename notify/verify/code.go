// SPDX-License-Identifier: Apache-2.0

package verify

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/icpfiling/icp/notify"
)

// codeTTL is how long a code of 6 digits works: it could be guessed, given time.
const codeTTL = 15 * time.Minute

// ConfirmCode verifies a contact's phone by the code that was sent to it, which the host's
// own pages ask for. Whatever is wrong, the error is [ErrRefused], also for the right code
// after 5 tries within an hour; any other error may pass.
func (s *Service) ConfirmCode(ctx context.Context, account, contact, code string) error {
	if !s.guessed.allow(s.c.Now(), account+"\x00"+contact) {
		return ErrRefused
	}
	return s.redeem(ctx, notify.ChannelSMS, s.codeHash(account, contact, code))
}

// codeOf makes 6 digits of random bytes. Of 2^64 values none is noticeably more likely.
func codeOf(random []byte) string {
	return fmt.Sprintf("%06d", binary.BigEndian.Uint64(random)%1_000_000)
}

// codeHash binds a code to its contact, since two contacts may have the same digits, and to the key.
func (s *Service) codeHash(account, contact, code string) string {
	text := fmt.Appendf(nil, "%q %q %q", account, contact, code)
	if len(s.c.CodeKey) == 0 {
		return hashOf(text)
	}
	mac := hmac.New(sha256.New, s.c.CodeKey)
	_, _ = mac.Write(text)
	return hex.EncodeToString(mac.Sum(nil))
}

// SPDX-License-Identifier: Apache-2.0

package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// The headers of Standard Webhooks.
const (
	HeaderID        = "Webhook-Id"
	HeaderTimestamp = "Webhook-Timestamp"
	HeaderSignature = "Webhook-Signature"
)

// Window is how far a message's time may lie from the receiver's clock, either way.
const Window = 5 * time.Minute

// Sign gives the signature header of a message for a set of secrets ("whsec_" and base64,
// 24 to 64 bytes), one signature each. A secret that is none is the error NTF-081.
func Sign(secrets []string, id string, at time.Time, body []byte) (string, error) {
	if len(secrets) == 0 {
		return "", errors.New("NTF-081: there is no secret to sign with; make one of 24 to 64 random bytes")
	}
	signatures := make([]string, len(secrets))
	for i, secret := range secrets {
		key, err := decodeSecret(secret)
		if err != nil {
			return "", err
		}
		signatures[i] = "v1," + base64.StdEncoding.EncodeToString(mac(key, id, strconv.FormatInt(at.Unix(), 10), body))
	}
	return strings.Join(signatures, " "), nil
}

// errForged is the one answer to everything that does not verify.
var errForged = errors.New("NTF-082: the webhook is not from the sender, or not from now; answer 401 and take nothing from it")

// Verify reports whether a request's headers and body come from who knows one of the
// secrets, and are less than [Window] old. Everything that does not fit is the same error
// NTF-082; a secret of the receiver's own that is none is NTF-081.
func Verify(secrets []string, h http.Header, body []byte, now time.Time) error {
	id, timestamp := h.Get(HeaderID), h.Get(HeaderTimestamp)
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || strconv.FormatInt(seconds, 10) != timestamp || id == "" {
		return errForged
	}
	if age := now.Unix() - seconds; age > int64(Window/time.Second) || age < -int64(Window/time.Second) {
		return errForged
	}
	fits := false
	for _, secret := range secrets {
		key, err := decodeSecret(secret)
		if err != nil {
			return err
		}
		want := mac(key, id, timestamp, body)
		for i, given := range strings.Fields(h.Get(HeaderSignature)) {
			if i == maxSignatures {
				break
			}
			encoded, found := strings.CutPrefix(given, "v1,")
			got, err := base64.StdEncoding.Strict().DecodeString(encoded)
			if found && err == nil && hmac.Equal(got, want) {
				fits = true
			}
		}
	}
	if !fits {
		return errForged
	}
	return nil
}

// maxSignatures bounds the work a forged header can ask for.
const maxSignatures = 16

func mac(key []byte, id, timestamp string, body []byte) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(id + "." + timestamp + "."))
	h.Write(body)
	return h.Sum(nil)
}

func decodeSecret(secret string) ([]byte, error) {
	encoded, found := strings.CutPrefix(secret, "whsec_")
	key, err := base64.StdEncoding.DecodeString(encoded)
	if !found || err != nil || len(key) < 24 || len(key) > 64 {
		return nil, fmt.Errorf("NTF-081: a webhook secret is not whsec_ and the base64 of 24 to 64 bytes; make a new one")
	}
	return key, nil
}

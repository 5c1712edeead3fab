// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"strings"

	"github.com/icpfiling/icp/notify/notifytest/smtpfault"
)

// show prints a mail as a mail reader would understand it.
func show(out io.Writer, m smtpfault.Mail) error {
	parsed, err := mail.ReadMessage(strings.NewReader(m.Data))
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\nA mail for %s:\n", strings.Join(m.To, ", "))
	for _, name := range []string{"From", "To", "Subject", "Date", "Message-Id", "Auto-Submitted", "Content-Language"} {
		text, err := new(mime.WordDecoder).DecodeHeader(parsed.Header.Get(name))
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%s: %s\n", name, text)
	}
	_, params, err := mime.ParseMediaType(parsed.Header.Get("Content-Type"))
	if err != nil {
		return err
	}
	parts := multipart.NewReader(parsed.Body, params["boundary"]) // it also undoes quoted-printable
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		body, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		text := strings.TrimSpace(strings.ReplaceAll(string(body), "\r\n", "\n"))
		fmt.Fprintf(out, "\n-- %s\n%s\n", part.Header.Get("Content-Type"), text)
	}
}

// SPDX-License-Identifier: Apache-2.0

package notify

import "fmt"

// Kind says what sort of thing a notice tells. The zero value is no kind.
type Kind uint8

// The kinds. The first three are those of S2-1 and S2-5; a reminder warns of a deadline;
// the last carries the verification of a contact's address (S2-24).
const (
	KindProgress Kind = iota + 1
	KindReviewResult
	KindItemReviewResult
	KindReminder
	KindContactVerification
)

var kindNames = [...]string{
	KindProgress: "progress", KindReviewResult: "review_result", KindItemReviewResult: "item_review_result",
	KindReminder: "reminder", KindContactVerification: "contact_verification",
}

// String gives the stable name: progress, review_result, item_review_result, reminder or
// contact_verification.
func (k Kind) String() string {
	if k.valid() {
		return kindNames[k]
	}
	return fmt.Sprintf("kind(%d)", uint8(k))
}

func (k Kind) valid() bool { return k >= KindProgress && k <= KindContactVerification }

// Audience says to whom a notice goes. The zero value is nobody.
type Audience uint8

// The audiences. In April 2018 results go to the people named in the filing
// (S0-23); in the later documents everything goes to the account's owner and its selected,
// verified contacts (S2-5); a verification goes to the one contact it verifies (S2-24).
const (
	AudienceNamedInFiling Audience = iota + 1
	AudienceOwnerAndContacts
	AudienceContact
)

var audienceNames = [...]string{
	AudienceNamedInFiling: "named_in_filing", AudienceOwnerAndContacts: "owner_and_contacts", AudienceContact: "contact",
}

// String gives the stable name: named_in_filing, owner_and_contacts or contact.
func (a Audience) String() string {
	if a.valid() {
		return audienceNames[a]
	}
	return fmt.Sprintf("audience(%d)", uint8(a))
}

func (a Audience) valid() bool { return a >= AudienceNamedInFiling && a <= AudienceContact }

// SPDX-License-Identifier: Apache-2.0

package notify_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	. "github.com/icpfiling/icp/notify"
)

var at = time.Date(2020, 7, 1, 2, 0, 0, 0, time.UTC)

// apply decides a command and evolves the book by its events.
func apply(b Book, c BookCommand, l Limits) (Book, BookStep, error) {
	step, err := DecideBook(b, c, l, at)
	same := b.Clone()
	for _, e := range step.Events {
		b = EvolveBook(b, e)
		same.Apply(&e)
	}
	if !slices.Equal(b.Contacts(), same.Contacts()) || b.Channels() != same.Channels() || b.OwnerReceives() != same.OwnerReceives() {
		panic(fmt.Sprintf("Apply gives another book than EvolveBook: %+v, %+v", same, b))
	}
	return b, step, err
}

func must(t testing.TB, b Book, commands ...BookCommand) Book {
	t.Helper()
	for _, c := range commands {
		var err error
		b, _, err = apply(b, c, Limits{})
		require.NoError(t, err)
	}
	return b
}

func add(id string) AddContact {
	return AddContact{ID: id, Name: "n-" + id, Title: "t-" + id, Email: "e-" + id}
}

func modify(id, suffix string) ModifyContact {
	return ModifyContact{ID: id, Name: "n-" + id, Title: "t-" + id, Email: "e-" + id + suffix}
}

func verify(id string, version int) VerifyContact {
	return VerifyContact{ID: id, Version: version, Channel: ChannelEmail}
}

func set(channels ...Channel) (s Channels) {
	for _, c := range channels {
		s = s.Add(c)
	}
	return s
}

// bookStates are all states one contact can be in; after modifying and verifying again the
// contact is in an earlier one under a higher version.
var bookStates = []struct {
	name string
	made []BookCommand
}{
	{"none", nil},
	{"unverified", []BookCommand{add("c")}},
	{"unverified selected", []BookCommand{add("c"), SelectContact{"c"}}},
	{"verified", []BookCommand{add("c"), verify("c", 1)}},
	{"verified selected", []BookCommand{add("c"), verify("c", 1), SelectContact{"c"}}},
	{"suspended", []BookCommand{add("c"), verify("c", 1), modify("c", "2")}},
	{"suspended selected", []BookCommand{add("c"), verify("c", 1), SelectContact{"c"}, modify("c", "2")}},
	{"verified again selected", []BookCommand{add("c"), verify("c", 1), SelectContact{"c"}, modify("c", "2"), verify("c", 2)}},
	{"deleted", []BookCommand{add("c"), verify("c", 1), SelectContact{"c"}, DeleteContact{"c"}}},
	{"full without c", []BookCommand{add("x"), add("y")}},
	{"channels chosen", []BookCommand{add("c"), SetChannels{set(ChannelInbox)}}},
	{"owner off", []BookCommand{add("c"), SetOwner{false}}},
}

var bookCommands = []struct {
	name    string
	command BookCommand
}{
	{"add c", add("c")},
	{"add c without anything", AddContact{ID: "c"}},
	{"add with an address for an id", AddContact{ID: "c@example.com", Name: "n", Title: "t", Email: "e", Lang: "fr"}},
	{"modify the mail", modify("c", "3")},
	{"modify nothing", modify("c", "")},
	{"modify to nothing", ModifyContact{ID: "c"}},
	{"modify by older information", ModifyContact{ID: "c", Version: 1, Name: "n", Title: "t", Email: "e-c4"}},
	{"delete", DeleteContact{"c"}},
	{"select", SelectContact{"c"}},
	{"deselect", DeselectContact{"c"}},
	{"verify version 1", verify("c", 1)},
	{"verify version 2", verify("c", 2)},
	{"verify a phone", VerifyContact{"c", 1, ChannelSMS}},
	{"no channel", SetChannels{}},
	{"inbox only", SetChannels{set(ChannelInbox)}},
	{"sms", SetChannels{set(ChannelSMS, ChannelEmail)}},
	{"owner off", SetOwner{false}},
	{"owner on", SetOwner{true}},
}

// TestBookAllStatesAllCommands writes what every command leads to in every state.
func TestBookAllStatesAllCommands(t *testing.T) {
	datadriven.RunTest(t, "testdata/book.txt", func(t *testing.T, d *datadriven.TestData) string {
		var out strings.Builder
		for _, s := range bookStates {
			if s.name != strings.ReplaceAll(d.Cmd, "_", " ") {
				continue
			}
			b := must(t, Book{Account: "a"}, s.made...)
			for _, c := range bookCommands {
				fmt.Fprintf(&out, "%-31s%s\n", c.name, outcome(b, c.command))
			}
		}
		return out.String()
	})
}

func outcome(b Book, c BookCommand) string {
	after, step, err := apply(b, c, Limits{Contacts: 2})
	var refusal *Refusal
	if errors.As(err, &refusal) {
		return "refused " + strings.Join(refusal.Codes(), " ")
	}
	if len(step.Events) == 0 {
		return "already so"
	}
	var said []string
	for _, e := range step.Events {
		said = append(said, e.Type)
	}
	for _, n := range step.Notices {
		said = append(said, fmt.Sprintf("notice to %s of version %d", n.Contact, n.Version))
	}
	if c, ok := after.Contact("c"); ok {
		said = append(said, fmt.Sprintf("v%d verified=%v selected=%t receives=%t", c.Version, c.Verified, c.Selected, c.Receives(ChannelEmail)))
	}
	return strings.Join(said, "; ")
}

func TestEveryStateIsInTheTable(t *testing.T) {
	seen := map[string]bool{}
	datadriven.RunTest(t, "testdata/book.txt", func(_ *testing.T, d *datadriven.TestData) string {
		seen[strings.ReplaceAll(d.Cmd, "_", " ")] = true
		return d.Expected
	})
	for _, s := range bookStates {
		assert.True(t, seen[s.name], "testdata/book.txt lacks %q", s.name)
	}
	assert.Len(t, seen, len(bookStates))
}

func TestFifteenContactsAndTheRaceForTheLast(t *testing.T) { // S2-23
	b := Book{Account: "a"}
	for i := range 14 {
		b = must(t, b, add(fmt.Sprintf("c-%d", i)))
	}
	one, _, err := apply(b, add("one"), Limits{})
	require.NoError(t, err)
	_, _, err = apply(b, add("two"), Limits{})
	require.NoError(t, err, "on the same book the other addition passes too: the journal lets one commit")
	_, _, err = apply(one, add("two"), Limits{})
	var refusal *Refusal
	require.ErrorAs(t, err, &refusal, "decided again on the book as it stands, the loser is refused")
	assert.Equal(t, []string{"NTF-001"}, refusal.Codes())
	assert.Equal(t, []string{"S2-23"}, refusal.Sources())

	freed := must(t, one, DeleteContact{"c-3"}, add("two"))
	assert.Equal(t, 15, freed.Len())
	assert.Equal(t, "one", freed.Contacts()[13].ID, "the order of adding stays")
}

func TestRefusalSaysEverythingAtOnce(t *testing.T) {
	b := must(t, Book{Account: "a"}, add("c"))
	_, _, err := apply(b, AddContact{ID: "c", Lang: "fr"}, Limits{Contacts: 1})
	var refusal *Refusal
	require.ErrorAs(t, err, &refusal)
	assert.Equal(t, []string{"NTF-001", "NTF-002", "NTF-003", "NTF-004", "NTF-005", "NTF-011"}, refusal.Codes())
	assert.True(t, refusal.Has("NTF-004"))
	assert.False(t, refusal.Has("NTF-006"))
	assert.Contains(t, refusal.Error(), "S2-23")
	for _, lang := range []string{"en", "zh"} {
		lines := refusal.Lines(lang)
		require.Len(t, lines, 6)
		for i, line := range lines {
			assert.Contains(t, line, refusal.Codes()[i])
			assert.Contains(t, line, refusal.Sources()[i])
			assert.Contains(t, refusal.Text(lang), line)
		}
	}
	assert.NotEqual(t, refusal.Text("en"), refusal.Text("zh"))
	assert.Equal(t, "cannot add contact", (&Refusal{Command: "add_contact"}).Error())
}

func TestRefusalInChineseNamesTheCommandInChinese(t *testing.T) {
	for command, head := range map[BookCommand]string{
		AddContact{ID: "c"}: "不能添加联系人c：", ModifyContact{ID: "c"}: "不能修改联系人c：", DeleteContact{ID: "c"}: "不能删除联系人c：",
		SelectContact{ID: "c"}: "不能选择联系人c：", DeselectContact{ID: "c"}: "不能取消选择联系人c：", VerifyContact{ID: "c"}: "不能验证联系人c：",
		SetChannels{}: "不能设置通知方式：",
	} {
		_, _, err := apply(Book{Account: "a"}, command, Limits{})
		var refusal *Refusal
		require.ErrorAs(t, err, &refusal, "%s", command.Command())
		assert.Equal(t, refusal.Codes()[0]+"："+head+strings.Join(refusal.Lines("zh"), "；"), refusal.Text("zh"))
	}
	assert.Equal(t, "不能设置账号所有者的通知", (&Refusal{Command: SetOwner{}.Command()}).Text("zh"))
	assert.Equal(t, "不能执行their_own", (&Refusal{Command: "their_own"}).Text("zh"))
}

func TestVerificationNoticeGoesToTheContactAlone(t *testing.T) { // S2-24, S2-33
	_, step, err := apply(Book{Account: "a"}, AddContact{ID: "c", Name: "n", Title: "t", Email: "e", Phone: "p"}, Limits{})
	require.NoError(t, err)
	want := Notice{
		Kind: KindContactVerification, Audience: AudienceContact, Channels: set(ChannelEmail, ChannelSMS),
		Topic: TopicContactVerification, Account: "a", Contact: "c", Version: 1, At: at,
	}
	assert.Equal(t, []Notice{want}, step.Notices)
	require.NoError(t, want.Validate())

	b := must(t, Book{Account: "a"}, add("c"), add("d"))
	to := func(b Book) []Receiver { return Expand(want, b, at) }
	assert.Equal(t, []Receiver{{"c", ChannelEmail, 1}}, to(b), "no phone was given")
	assert.Empty(t, to(must(t, b, verify("c", 1))), "verified already")
	assert.Empty(t, to(must(t, b, modify("c", "2"))), "superseded by the newer version's own notice")
	assert.Empty(t, to(must(t, b, DeleteContact{"c"})))
}

func TestFinerReadingOfModification(t *testing.T) {
	b := must(t, Book{Account: "a"}, add("c"), verify("c", 1), SelectContact{"c"})
	renamed := ModifyContact{ID: "c", Name: "n2", Title: "t-c", Email: "e-c"}
	for _, finer := range []bool{false, true} {
		after, step, err := apply(b, renamed, Limits{AddressesOnly: finer})
		require.NoError(t, err)
		c, _ := after.Contact("c")
		assert.Equal(t, finer, c.Receives(ChannelEmail))
		assert.Equal(t, !finer, len(step.Notices) == 1)
		after, _, err = apply(b, modify("c", "2"), Limits{AddressesOnly: finer})
		require.NoError(t, err)
		c, _ = after.Contact("c")
		assert.False(t, c.Receives(ChannelEmail), "a changed address always suspends")
	}
	after, step, err := apply(b, ModifyContact{ID: "c", Name: "n-c", Title: "t-c", Email: "e-c", Lang: "zh"}, Limits{})
	require.NoError(t, err)
	c, _ := after.Contact("c")
	assert.True(t, c.Receives(ChannelEmail), "the language is no information about the contact")
	assert.Empty(t, step.Notices)
}

func TestPhoneIsVerifiedForItself(t *testing.T) {
	b := must(t, Book{Account: "a"}, AddContact{ID: "c", Name: "n", Title: "t", Email: "e", Phone: "p"}, SelectContact{"c"})
	c, _ := must(t, b, VerifyContact{"c", 1, ChannelSMS}).Contact("c")
	assert.False(t, c.Receives(ChannelSMS), "the contact as a whole is verified by e-mail")
	b = must(t, b, verify("c", 1))
	c, _ = b.Contact("c")
	assert.True(t, c.Receives(ChannelEmail) && c.Receives(ChannelInbox))
	assert.False(t, c.Receives(ChannelSMS))
	c, _ = must(t, b, VerifyContact{"c", 1, ChannelSMS}).Contact("c")
	assert.True(t, c.Receives(ChannelSMS))
	assert.False(t, c.Receives(ChannelWebhook))
}

func TestConfigured(t *testing.T) { // S2-2, S2-6
	b := Book{Account: "a"}
	assert.False(t, b.Configured())
	b = must(t, b, SetChannels{set(ChannelEmail)}, add("c"), SelectContact{"c"})
	assert.False(t, b.Configured())
	b = must(t, b, verify("c", 1))
	assert.True(t, b.Configured())
	assert.False(t, must(t, b, DeselectContact{"c"}).Configured())
	assert.Equal(t, set(ChannelEmail), b.Channels())
	assert.True(t, b.OwnerReceives())
}

// TestBookInvariants walks at random and checks what must hold in every book.
func TestBookInvariants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := Book{Account: "a"}
		var events []BookEvent
		ids := []string{"c", "d", "e", "f", "g", "h"}
		links := map[string]bool{} // contact and version a verification was sent for
		for range rapid.IntRange(0, 40).Draw(t, "steps") {
			before := b.Contacts()
			kept := slices.Clone(before)
			c := drawCommand(t, ids)
			next, step, err := apply(b, c, Limits{Contacts: 2})
			assert.Equal(t, kept, before, "the earlier book is never written through")
			assert.Equal(t, kept, b.Contacts(), "the earlier book is never written through")
			if err != nil {
				assert.Empty(t, step.Events)
				assert.Empty(t, step.Notices)
			}
			for _, e := range step.Events {
				data, err := EncodeBookEvent(e)
				require.NoError(t, err)
				read, err := DecodeBookEvent(data)
				require.NoError(t, err)
				events = append(events, read)
			}
			for _, n := range step.Notices {
				require.NoError(t, n.Validate())
				link := fmt.Sprint(n.Contact, n.Version)
				assert.False(t, links[link], "a link of an earlier address never fits a later one")
				links[link] = true
			}
			b = next
			checkBook(t, b)
		}
		replayed := Book{Account: "a"}
		for _, e := range events {
			replayed = EvolveBook(replayed, e)
		}
		assert.Equal(t, b, replayed, "what was read back is the same book")
	})
}

func checkBook(t *rapid.T, b Book) {
	assert.LessOrEqual(t, b.Len(), 2)
	for _, c := range b.Contacts() {
		assert.NotEmpty(t, c.Name)
		assert.NotEmpty(t, c.Title)
		assert.NotEmpty(t, c.Email)
		assert.GreaterOrEqual(t, c.Version, 1)
		if c.Receives(ChannelSMS) {
			assert.NotEmpty(t, c.Phone)
		}
	}
	n := Notice{Audience: AudienceOwnerAndContacts, Channels: set(ChannelEmail, ChannelSMS, ChannelInbox, ChannelWebhook)}
	for _, r := range Expand(n, b, at) {
		if r.ID == OwnerID {
			continue
		}
		c, ok := b.Contact(r.ID)
		require.True(t, ok)
		assert.True(t, c.Selected && c.Verified.Has(ChannelEmail), "only who is verified and selected")
		assert.Equal(t, c.Version, r.AddressVersion)
		assert.True(t, b.Channels() == 0 || b.Channels().Has(r.Channel))
	}
}

func drawCommand(t *rapid.T, ids []string) BookCommand {
	id := rapid.SampledFrom(ids).Draw(t, "id")
	text := rapid.SampledFrom([]string{"", "x", "y"})
	switch rapid.IntRange(0, 8).Draw(t, "command") {
	case 0, 1:
		return AddContact{id, rapid.IntRange(0, 2).Draw(t, "version"), "n", "t", text.Draw(t, "email"), text.Draw(t, "phone"), ""}
	case 2:
		return ModifyContact{id, rapid.IntRange(0, 4).Draw(t, "version"), text.Draw(t, "name"), "t", "x", text.Draw(t, "phone"), ""}
	case 3:
		return DeleteContact{id}
	case 4:
		return SelectContact{id}
	case 5:
		return DeselectContact{id}
	case 6:
		ch := rapid.SampledFrom([]Channel{0, ChannelEmail, ChannelEmail, ChannelSMS, ChannelInbox}).Draw(t, "channel")
		return VerifyContact{id, rapid.IntRange(1, 4).Draw(t, "version"), ch}
	case 7:
		return SetChannels{Channels(rapid.IntRange(0, 15).Draw(t, "channels"))}
	}
	return SetOwner{rapid.Bool().Draw(t, "owner")}
}

// A contact and an account are named by opaque ids, and a refusal does not repeat what is none.
func TestContactsAreNotNamedByAPersonsNumber(t *testing.T) {
	for _, number := range []string{"13800138000", "11010519491231002X"} {
		for _, b := range []Book{{Account: "a"}, {Account: number}} {
			id := number
			if b.Account == number {
				id = "c"
			}
			_, _, err := apply(b, add(id), Limits{})
			var refusal *Refusal
			require.ErrorAs(t, err, &refusal)
			assert.Equal(t, []string{"NTF-015"}, refusal.Codes())
			assert.NotContains(t, err.Error(), number)
		}
	}
}

// A text that is no digest, such as one that holds a blank, does not enter the journal (NTF-013).
func TestTextsAreNoDigests(t *testing.T) {
	_, _, err := apply(Book{Account: "a"}, AddContact{ID: "c", Name: "Li Ming", Title: "t", Email: "e"}, Limits{})
	var r *Refusal
	require.ErrorAs(t, err, &r)
	assert.Equal(t, []string{"NTF-013"}, r.Codes())
}

// TestACommandByPointer: a command given by pointer is done as one given by value; it led to nothing, without an error.
func TestACommandByPointer(t *testing.T) {
	c := add("c-1")
	byValue := must(t, Book{}, c, verify("c-1", 1), SelectContact{"c-1"}, modify("c-1", "x"), SetChannels{set(ChannelInbox)}, SetOwner{false})
	modified, verified := modify("c-1", "x"), verify("c-1", 1)
	byPointer := must(t, Book{}, &c, &verified, &SelectContact{"c-1"}, &modified, &SetChannels{set(ChannelInbox)}, &SetOwner{false})
	assert.Equal(t, byValue, byPointer)
	assert.Len(t, byPointer.Contacts(), 1)

	_, err := DecideBook(byPointer, &AddContact{ID: "c-1"}, Limits{}, at)
	var r *Refusal
	require.ErrorAs(t, err, &r)
	assert.Equal(t, "add_contact", r.Command)

	step := BookStep{Events: make([]BookEvent, 3)}
	for _, none := range []BookCommand{nil, (*AddContact)(nil)} {
		require.ErrorContains(t, step.Decide(&byPointer, none, Limits{}, at), "NTF-023")
		assert.Empty(t, step.Events)
	}
}

// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"time"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/worded"
	"github.com/icpfiling/icp/notify"
)

// prototypes are one of each command a case can hold.
var prototypes = [...]any{
	fsm.Open{},
	fsm.Edit{},
	fsm.ChooseUpload{},
	fsm.Attach{},
	fsm.Submit{},
	fsm.Resubmit{},
	fsm.Continue{},
	fsm.Withdraw{},
	fsm.Abandon{},
	fsm.RequestBackdrop{},
	fsm.MailOriginals{},
	fsm.UploadPhoto{},
	fsm.AppVerify{},
	fsm.AnswerSMS{},
	fsm.PassPreliminary{},
	fsm.ReturnPreliminary{},
	fsm.PromptOriginals{},
	fsm.ReceiveOriginals{},
	fsm.PassPhoto{},
	fsm.ReturnPhoto{},
	fsm.SubmitToAuthority{},
	fsm.FailSMS{},
	fsm.Approve{},
	fsm.Reject{},
	fsm.Revoke{},
	fsm.Tick{},
	fsm.Reconcile{},
	fsm.Rejudge{},
	fsm.Replan{},
	fsm.NoteUndelivered{},
	fsm.ImportRecord{},
	fsm.GiveShellNotice{},
	fsm.LiftShellNotice{},
	fsm.FailInspection{},
	fsm.PassInspection{},
	fsm.RemoveAccess{},
	fsm.RevokeWebsite{},
	notify.AddContact{},
	notify.ModifyContact{},
	notify.DeleteContact{},
	notify.SelectContact{},
	notify.DeselectContact{},
	notify.VerifyContact{},
	notify.SetChannels{},
	notify.SetOwner{},
}

// field is one field of a command: its name in small letters, and its value as JSON.
type field struct {
	name  string
	value json.RawMessage
}

var (
	stateWords   = worded.Say("state", "状态")
	channelWords = worded.Say("channel", "通知渠道")
)

func commandNames() []string {
	list := make([]string, len(prototypes))
	for i, p := range prototypes {
		list[i] = nameOf(p)
	}
	return list
}

func nameOf(command any) string {
	if c, ok := command.(fsm.Command); ok {
		return c.Name().String()
	}
	return command.(notify.BookCommand).Command()
}

// decodeCommand makes the command of a name from its fields, and refuses what it does not know.
func decodeCommand(name string, fields []field) (CaseStep, error) {
	for _, p := range prototypes {
		if nameOf(p) != name {
			continue
		}
		v := reflect.New(reflect.TypeOf(p)).Elem()
		for _, f := range fields {
			at := fieldNamed(v, f.name)
			if !at.IsValid() {
				return CaseStep{}, worded.Say("%s has no %s; it has %s", "%s 没有字段 %s；可用字段：%s", name, quoted(f.name), listed(fieldNames(v)))
			}
			if err := decodeField(at, f.value); err != nil {
				return CaseStep{}, worded.Say("%s of %s: %s", "%[2]s 的 %[1]s：%[3]s", f.name, name, worded.Of(err))
			}
		}
		if c, ok := v.Interface().(fsm.Command); ok {
			return CaseStep{Command: c}, nil
		}
		return CaseStep{Contact: v.Interface().(notify.BookCommand)}, nil
	}
	return CaseStep{}, noName(name, worded.Say("command", "命令"), commandNames())
}

// encodeFields gives the fields of a command that are not zero, in the order of the struct.
func encodeFields(command any) (list []field) {
	v := reflect.ValueOf(command)
	if v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	eachField(v, func(name string, f reflect.Value) bool {
		if !f.IsZero() {
			list = append(list, field{name, encodeField(f)})
		}
		return true
	})
	return list
}

func fieldNamed(v reflect.Value, name string) (found reflect.Value) {
	eachField(v, func(n string, f reflect.Value) bool {
		if n == name {
			found = f
		}
		return n != name
	})
	return found
}

func fieldNames(v reflect.Value) (list []string) {
	eachField(v, func(n string, _ reflect.Value) bool {
		list = append(list, n)
		return true
	})
	return list
}

// eachField visits the fields of a command, those of its Meta last.
func eachField(v reflect.Value, visit func(string, reflect.Value) bool) {
	meta := -1
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Anonymous {
			meta = i
			continue
		}
		if !visit(snake(f.Name), v.Field(i)) {
			return
		}
	}
	if meta >= 0 {
		eachField(v.Field(meta), visit)
	}
}

// snake writes TopColour as top_colour, and ID as id.
func snake(name string) string {
	var b strings.Builder
	for i, r := range name {
		if r >= 'A' && r <= 'Z' {
			if i > 0 && name[i-1] >= 'a' {
				b.WriteByte('_')
			}
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}

func encodeField(f reflect.Value) json.RawMessage {
	value := f.Interface()
	if at, ok := value.(time.Time); ok {
		value = utc8(at)
	}
	data, err := json.Marshal(value)
	if err != nil {
		panic("simulator: a field that cannot be kept: " + err.Error())
	}
	return data
}

func decodeField(f reflect.Value, data json.RawMessage) error {
	switch x := f.Addr().Interface().(type) {
	case *fsm.Kind:
		return decodeName(data, x, fsm.ParseKind, worded.Say("kind", "备案类型"), kindNames)
	case *fsm.State:
		return decodeName(data, x, fsm.ParseState, stateWords, stateNames)
	case *notify.Channel:
		return decodeName(data, x, parseChannel, channelWords, channelNames)
	case *notify.Channels:
		var list []string
		if err := strict(data, &list); err != nil {
			return err
		}
		for _, name := range list {
			c, ok := parseChannel(name)
			if !ok {
				return noName(name, channelWords, channelNames())
			}
			*x = x.Add(c)
		}
		return nil
	case *time.Time:
		var text string
		if err := strict(data, &text); err != nil {
			return err
		}
		at, err := parseTime(text)
		*x = at
		return err
	}
	return strict(data, f.Addr().Interface())
}

func parseChannel(name string) (notify.Channel, bool) {
	c, err := notify.ParseChannel(name)
	return c, err == nil
}

func decodeName[T any](data json.RawMessage, dst *T, parse func(string) (T, bool), what worded.Words, names func() []string) error {
	var name string
	if err := strict(data, &name); err != nil {
		return err
	}
	v, ok := parse(name)
	if !ok {
		return noName(name, what, names())
	}
	*dst = v
	return nil
}

// strict decodes JSON that must have no field too many.
func strict(data []byte, dst any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(dst); err != nil {
		return jsonError(err)
	}
	return nil
}

// parseTime reads an instant in whole microseconds, of the years that Gregorian calendars of four digits have.
func parseTime(text string) (time.Time, error) {
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil || at.Year() < 1970 || at.Year() > 9000 || at.Nanosecond()%1000 != 0 {
		return time.Time{}, worded.Say("%s is no instant like 2018-04-04T10:00:00+08:00", "%s 不是有效时刻，格式如 2018-04-04T10:00:00+08:00", quoted(text))
	}
	return at.UTC(), nil
}

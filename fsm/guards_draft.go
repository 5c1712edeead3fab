// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"strings"
)

func (w *work) uploadAllowed() bool {
	c, _ := as[ChooseUpload](w.cmd)
	switch c.Channel {
	case "pc":
		return true
	case "app":
		return w.ask(decAppUpload) == "allowed" || w.worded(appUploadNotAllowed, factRegion.of(w.f.Region), "")
	}
	return w.unknown(factUploadChannel.of(c.Channel))
}

func (w *work) nothingAttached() bool {
	return !w.f.uploading || w.ask(decUploadBeforeAttach) != "required" || w.because(uploadAfterAttach)
}

// documentKnown lets through what the policy asks for of any filing: the list of this one may still change.
func (w *work) documentKnown() bool {
	c, _ := as[Attach](w.cmd)
	if slices.Contains(w.m.documents, c.Document) || slices.Contains(w.m.further, c.Document) {
		return true
	}
	all := slices.Concat(w.m.documents, w.m.further)
	slices.Sort(all)
	return w.among(documentUnknown, c.Document, slices.Compact(all))
}

func (w *work) targetKnown() bool {
	c, _ := as[Attach](w.cmd)
	ok := w.usable(referenceMissing, "Ref", c.Ref)
	return w.targetThere(c.Target) && ok
}

// targetThere: an index is of one of the filing's targets. What is of the whole filing has the first.
func (w *work) targetThere(i int) bool {
	return i >= 0 && i < max(1, len(w.f.Targets)) || w.target(i, text{"the filing has no such target", "备案中没有该项"})
}

// missingDocuments lists what the verdict asks for and is not attached, for every target. The list may be shared.
func (w *work) missingDocuments() (missing []string) {
	wanted := w.m.listed.of(w.said(decDocuments)).names
	first := 0 // of wanted, while what is missing stands there side by side
	for i, document := range wanted {
		if w.missing(document, 0) < 0 {
			continue
		}
		switch n := len(missing); {
		case n == 0:
			first, missing = i, wanted[i:i+1:i+1]
		case first+n == i:
			missing = wanted[first : i+1 : i+1]
		default:
			first, missing = len(wanted), append(missing, document)
		}
	}
	w.furtherMissing(func(_ *compared, document string, _ int) {
		if !slices.Contains(missing, document) {
			missing = append(missing, document)
		}
	})
	return missing
}

// missing finds the first target, from one on, for which a document is not attached; -1 if there is none.
func (w *work) missing(document string, from int) int {
	for target := from; target < max(1, len(w.f.Targets)); target++ {
		if !w.f.has(document, target) {
			return target
		}
	}
	return -1
}

func (w *work) documentsComplete() bool {
	ok := true
	wanted := w.m.listed.of(w.said(decDocuments))
	for i, document := range wanted.names {
		for target := w.missing(document, 0); target >= 0; target = w.missing(document, target+1) {
			if words := wanted.words[i]; words != nil {
				ok = w.spoken(documentMissing, words, w.f.targetName(target))
			} else {
				ok = w.labelled(documentMissing, decDocuments, document, w.f.targetName(target))
			}
		}
	}
	return w.furtherComplete() && ok
}

// namesIn lists the names of a set's canonical text: "[a b c]".
func namesIn(set string) (names []string) {
	for name := range strings.SplitSeq(strings.TrimSuffix(strings.TrimPrefix(set, "["), "]"), " ") {
		if name != "" {
			names = append(names, name)
		}
	}
	return names
}

// somethingChanged wants a change filing to change something that still stands; a first filing is new in itself.
func (w *work) somethingChanged() bool {
	if w.recordGone() {
		return w.because(recordMissing, w.f.Kind.String(), "", w.f.Kind.Label("en"), w.f.Kind.Label("zh"))
	}
	switch w.f.Kind {
	case ChangeSubject:
		moves := w.s.Record.stands() && w.s.Record.Region != w.f.Region
		return len(w.f.Changed) > 0 || w.f.SubjectBecomes != "" || moves || w.because(nothingChanged)
	case ChangeWebsite:
		if len(w.f.Changed) > 0 {
			return true
		}
		for _, t := range w.f.Targets {
			if site := w.s.Record.website(t.Website); site == nil || len(site.Domains) != len(t.Domains) || len(w.added(t)) > 0 {
				return true
			}
		}
		return w.because(nothingChanged)
	}
	return true
}

// recordGone: the record that the filing was opened on was revoked, or cancelled elsewhere, since.
func (w *work) recordGone() bool {
	return w.s.Record.over() && (editing.has(w.f.Kind) || w.f.Registered == "here")
}

// appVerifiedFirst: who uploads with the platform's app is verified while uploading, before the submission (S0-15, A-08),
// unless verification has a stage of its own. Who uploads from a computer is verified after the pass (S0-18), in the app as
// with a photo, until verification comes first (R016).
func (w *work) appVerifiedFirst() bool {
	if w.said(decVerifyMethod) != methodAlibabaApp || w.said(decStageOrder) == "verification_first" || w.f.upload() != "app" {
		return true
	}
	if w.f.VerifiedBy == methodAlibabaApp {
		return true
	}
	missing := w.f.unverifiedWebsites(w.f.verifiedSoFar())
	for _, website := range missing {
		w.because(appVerificationMissing, website, "", " of "+website, "（"+website+"）")
	}
	return missing == nil && w.because(appVerificationMissing)
}

func (w *work) withdrawAllowed() bool {
	may := w.ask(decWithdraw, w.m.pinned.states[w.f.State], w.touched())
	switch {
	case may == "allowed" || w.fault != nil:
		return may == "allowed"
	case w.f.Touched || w.f.State == VerificationReview || w.f.State == Ready:
		return w.because(operationPerformed)
	}
	return w.because(withdrawNotAllowed)
}

func (w *work) withdrawReason() bool {
	c, _ := as[Withdraw](w.cmd)
	required := w.ask(decWithdrawReason) == "required"
	return !required && c.Reason == "" || w.usable(withdrawReasonMissing, "Reason", c.Reason)
}

// SPDX-License-Identifier: Apache-2.0

package fsm

// Guard is one condition of a row. Guards are data: the engine, the refusals, Actions and the checks all read the
// same ones. The set is closed.
type Guard uint8

// Guards that select a row among several of one state and command.
const (
	PreliminaryFirst  Guard = iota // stage_order: the preliminary review comes before verification
	VerificationFirst              // stage_order: verification comes before the preliminary review
	ReviewNext                     // a submission goes to the preliminary review
	VerificationNext               // a submission goes to the verification first
	Reviewed                       // the kind passes through the reviews
	Immediate                      // the kind takes effect at once: cancelling access
	VerificationDue                // the administrator is still to be verified
	VerificationDone               // the administrator is verified already, or need not be
	StraightToSMS                  // an unchanged filing goes back to the SMS verification without a review
	ReviewAgain                    // a filing returned by SMS verification is reviewed again
	SMSRequired                    // the policy wants SMS verification
	SMSNotRequired                 // the policy wants none
	SMSGoesOn                      // after this answer somebody is still to be verified
	SMSComplete                    // after this answer everybody is verified
	SMSExhausted                   // this answer is one wrong entry too many
	NothingHardPast                // no hard deadline has passed
	SMSWindowPast                  // the SMS window has passed
	ExpiryPast                     // the filing's expiry has passed
	LastToVerify                   // after this every website administrator is verified
	OthersToVerify                 // after this another website administrator is still to be verified

	// Guards that must hold.

	NewFilingID         // the filing has an id that its predecessor did not have
	KindKnown           // the kind is one of the closed set
	KindAllowed         // the policy lets a subject filed so open this kind today
	FactsKnown          // region, subject kind, site and provider are values the policy knows; account and persons are given
	RecordForChange     // a change needs an approved record (S0-3)
	NoRecordForFirst    // a first filing needs a subject without a record
	RegionFixed         // the province does not change (S0-4)
	TargetsValid        // websites and domains are named, known and distinct
	NoRecord            // the subject has no record yet
	RecordValid         // the record to import is complete
	UploadAllowed       // the policy allows the upload channel in this region (S0-15)
	NothingAttached     // no document is attached yet (S0-16)
	DocumentKnown       // the document is one the policy asks for
	TargetKnown         // the target is one of the filing's
	DocumentsComplete   // every document asked for is attached (S0-14)
	SomethingChanged    // a change changes something (S0-13), and what it changes still stands
	ProvinceAllows      // the province lets the subject change so (facts of 4.B and later pages)
	OrderSize           // no more websites and domains than the province takes
	DomainsMayChange    // a change of a website does to its domains what is allowed on the day
	AppVerifiedFirst    // who is to be verified in the platform's app before submission was (S0-15)
	CausesGiven         // a return or rejection says why
	WithdrawAllowed     // the policy allows withdrawing here and now (S1-28)
	WithdrawReason      // a reason was selected (S1-29)
	MethodIsPhoto       // the verdict on the verification method is the photo (S0-18)
	AppIsMethod         // the app is the one the verdict names (S0-20)
	VerificationAsked   // the verdict on the verification method is not that nobody is verified (A18)
	OriginalsMayBeAsked // originals were not asked for yet, or the wrong ones mailed, and the policy lets the system ask (S1-15)
	OriginalsAsked      // originals were asked for
	OriginalsOut        // originals were asked for or posted
	OriginalsIn         // originals asked for were entered
	VerifiedAsJudged    // the administrator was verified by the method the verdict names
	ColourAttested      // the reviewer says which colour the top has (S0-19)
	TopAccepted         // the policy accepts the colour (S0-19)
	PersonAsked         // the person is one of those to verify
	RecordStands        // there is a record to speak of
	NumbersGiven        // an approval brings the numbers it issues
	RejudgeReason       // judging again says why
	LetterNamed         // an undelivered notice is named by topic, channel and receiver
	EvidenceGiven       // a reconciliation says what it rests on
	DerivedKnown        // what is said of the filing are facts and values of the policy, each of one domain of the filing or of all
	HandOverLacks       // a document is missing that the policy of the day wants at the hand-over (R052)
	HandOverDocument    // what must be there at the hand-over by its day is attached, whenever the filing was submitted (R052)
	DerivedAccepted     // what was said is known so, and the policy accepts it: holders, ages, names, expiry, the record (R020, R063)
	ShellNamed          // what is published is an empty shell, and the day named comes (D16)
	NoticeNamed         // the empty shell is on the published list
	InspectionNamed     // what was inspected is reached through the provider, and the day named comes
	InspectionOpen      // an inspection failed and did not pass since
	AccessNamed         // the access that the provider cancels is there
	WebsiteOfRecord     // the website that the administration cancels is in the record

	observedBase
	numGuards = observedBase + Guard(numStates)
)

// ObservedIs selects the row of Reconcile that leads to a state.
func ObservedIs(s State) Guard { return observedBase + Guard(s) }

// guardInfo says how a guard is asked.
type guardInfo struct {
	name string
	// input: the guard looks at the command's own fields, so a button can be offered before they are known.
	input bool
	holds func(*work) bool
}

var guardInfos = [observedBase]guardInfo{
	PreliminaryFirst:  {"preliminary_first", false, func(w *work) bool { return w.said(decStageOrder) != "verification_first" }},
	VerificationFirst: {"verification_first", false, func(w *work) bool { return w.said(decStageOrder) == "verification_first" }},
	ReviewNext:        {"review_next", false, (*work).reviewNext},
	VerificationNext:  {"verification_next", false, func(w *work) bool { return !w.reviewNext() }},
	Reviewed:          {"reviewed", true, func(w *work) bool { return !w.immediate() }},
	Immediate:         {"immediate", true, (*work).immediate},
	VerificationDue:   {"verification_due", false, func(w *work) bool { return !w.verified() }},
	VerificationDone:  {"verification_done", false, (*work).verified},
	StraightToSMS:     {"straight_to_sms", false, (*work).straightToSMS},
	ReviewAgain:       {"review_again", false, func(w *work) bool { return !w.straightToSMS() }},
	SMSRequired:       {"sms_required", false, func(w *work) bool { return w.said(decSMS) == "required" }},
	SMSNotRequired:    {"sms_not_required", false, func(w *work) bool { return w.said(decSMS) != "required" }},
	SMSGoesOn:         {"sms_goes_on", true, func(w *work) bool { return !w.smsComplete() && !w.smsExhausted() }},
	SMSComplete:       {"sms_complete", true, (*work).smsComplete},
	SMSExhausted:      {"sms_exhausted", true, (*work).smsExhausted},
	NothingHardPast:   {"nothing_hard_past", false, func(w *work) bool { n := w.hardPast(); return n == DeadlineNone }},
	SMSWindowPast:     {"sms_window_past", false, func(w *work) bool { return w.hardPast() == SMSWindow }},
	ExpiryPast:        {"expiry_past", false, func(w *work) bool { return w.hardPast() == ExpiryLimit }},
	LastToVerify:      {"last_to_verify", false, (*work).lastToVerify},
	OthersToVerify:    {"others_to_verify", false, func(w *work) bool { return !w.lastToVerify() }},

	NewFilingID:         {"new_filing_id", true, (*work).newFilingID},
	KindKnown:           {"kind_known", true, (*work).kindKnown},
	KindAllowed:         {"kind_allowed", true, (*work).kindAllowed},
	FactsKnown:          {"facts_known", true, (*work).factsKnown},
	RecordForChange:     {"record_for_change", true, (*work).recordForChange},
	NoRecordForFirst:    {"no_record_for_first", true, (*work).noRecordForFirst},
	RegionFixed:         {"region_fixed", true, (*work).regionFixed},
	TargetsValid:        {"targets_valid", true, (*work).targetsValid},
	NoRecord:            {"no_record", false, func(w *work) bool { return !w.s.Record.stands() || w.because(recordExists) }},
	RecordValid:         {"record_valid", true, (*work).recordValid},
	UploadAllowed:       {"upload_allowed", true, (*work).uploadAllowed},
	NothingAttached:     {"nothing_attached", false, (*work).nothingAttached},
	DocumentKnown:       {"document_known", true, (*work).documentKnown},
	TargetKnown:         {"target_known", true, (*work).targetKnown},
	DocumentsComplete:   {"documents_complete", false, (*work).documentsComplete},
	SomethingChanged:    {"something_changed", false, (*work).somethingChanged},
	ProvinceAllows:      {"province_allows", false, (*work).provinceAllows},
	OrderSize:           {"order_size", false, (*work).orderSize},
	DomainsMayChange:    {"domains_may_change", false, (*work).domainsMayChange},
	AppVerifiedFirst:    {"app_verified_first", false, (*work).appVerifiedFirst},
	CausesGiven:         {"causes_given", true, (*work).causesGiven},
	WithdrawAllowed:     {"withdraw_allowed", false, (*work).withdrawAllowed},
	WithdrawReason:      {"withdraw_reason", true, (*work).withdrawReason},
	MethodIsPhoto:       {"method_is_photo", false, func(w *work) bool { return w.said(decVerifyMethod) == methodPhoto || w.wrongMethod() }},
	AppIsMethod:         {"app_is_method", false, (*work).appIsMethod},
	VerificationAsked:   {"verification_asked", false, (*work).verificationAsked},
	OriginalsMayBeAsked: {"originals_may_be_asked", false, (*work).originalsMayBeAsked},
	OriginalsAsked:      {"originals_asked", false, func(w *work) bool { return w.f.Originals == OriginalsPrompted || w.because(originalsNotAsked) }},
	OriginalsOut:        {"originals_out", false, (*work).originalsOut},
	OriginalsIn:         {"originals_in", false, (*work).originalsIn},
	VerifiedAsJudged:    {"verified_as_judged", false, (*work).verifiedAsJudged},
	ColourAttested:      {"colour_attested", true, (*work).colourAttested},
	TopAccepted:         {"top_accepted", true, (*work).topAccepted},
	PersonAsked:         {"person_asked", true, (*work).personAsked},
	RecordStands:        {"record_stands", false, (*work).recordStands},
	NumbersGiven:        {"numbers_given", true, (*work).numbersGiven},
	RejudgeReason:       {"rejudge_reason", true, (*work).rejudgeReason},
	LetterNamed:         {"letter_named", true, (*work).letterNamed},
	EvidenceGiven:       {"evidence_given", true, (*work).evidenceGiven},
	DerivedKnown:        {"derived_known", false, (*work).derivedKnown},
	HandOverLacks:       {"hand_over_lacks", false, (*work).handOverLacks},
	HandOverDocument:    {"hand_over_document", false, (*work).handOverDocument},
	DerivedAccepted:     {"derived_accepted", false, (*work).derivedAccepted},
	ShellNamed:          {"shell_named", true, (*work).shellNamed},
	NoticeNamed:         {"notice_named", true, (*work).noticeNamed},
	InspectionNamed:     {"inspection_named", true, (*work).inspectionNamed},
	InspectionOpen:      {"inspection_open", true, (*work).inspectionOpen},
	AccessNamed:         {"access_named", true, (*work).accessRemoved},
	WebsiteOfRecord:     {"website_of_record", true, (*work).websiteOfRecord},
}

// String gives the stable name, for example "documents_complete".
func (g Guard) String() string {
	switch {
	case g < observedBase:
		return guardInfos[g].name
	case g < numGuards:
		return "observed_" + State(g-observedBase).String()
	}
	return "unknown"
}

// holds asks the guard; one that does not hold has left its reasons in w.
func (g Guard) holds(w *work) bool {
	if g >= observedBase {
		c, ok := as[Reconcile](w.cmd)
		return ok && c.Observed == State(g-observedBase)
	}
	return guardInfos[g].holds(w)
}

// contraryOf names for a selecting guard the one it is the contrary of: rows of one cell often differ in nothing else, and
// what was found for one of them holds for the other.
var contraryOf = [NewFilingID]Guard{
	PreliminaryFirst: VerificationFirst,
	ReviewNext:       VerificationNext,
	Reviewed:         Immediate,
	VerificationDue:  VerificationDone,
	ReviewAgain:      StraightToSMS,
	SMSNotRequired:   SMSRequired,
	OthersToVerify:   LastToVerify,
}

// selects asks a guard that selects a row, each but once in a step: nothing they look at changes in it, and they leave
// no reasons.
func (w *work) selects(g Guard) bool {
	if g >= NewFilingID {
		return g.holds(w)
	}
	ask, want := g, true
	if c := contraryOf[g]; c != PreliminaryFirst {
		ask, want = c, false
	}
	if w.asked>>ask&1 == 0 {
		w.asked |= 1 << ask
		if guardInfos[ask].holds(w) {
			w.held |= 1 << ask
		}
	}
	return w.held>>ask&1 == 1 == want
}

// needsInput reports whether the guard can only be asked of a command that is filled in.
func (g Guard) needsInput() bool { return g >= observedBase || guardInfos[g].input }

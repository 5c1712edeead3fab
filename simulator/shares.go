// SPDX-License-Identifier: Apache-2.0

package simulator

// Shares of filings, visits or attempts, in 10,000. One is published; the others are assumptions, made large
// enough that every way through the table is walked within some thousand filings.
const (
	shareWantsApp       = 3000
	shareInternational  = 500
	shareSamePerson     = 6000
	shareReplacesDomain = 6500

	shareChannelsChosen  = 6000
	shareContactVerified = 8000
	shareContactSelected = 8500
	shareContactPhone    = 4000
	shareContactDeleted  = 400
	shareContactModified = 600
	shareVerifiedAgain   = 7000
	shareClaimedLate     = 500

	sharePreliminaryReturn = 2000
	sharePhotoReturn       = 800
	shareRedTop            = 300
	shareBlueTop           = 300
	shareBackdrop          = 1000
	shareOriginals         = 800
	shareMailsEarly        = 4000
	shareWithdraws         = 250
	shareGivesUp           = 60
	shareStaysIdle         = 130
	shareIncomplete        = 1000
	shareAuthorityRefusal  = 243 // published: Anhui, August 2024
	shareAuthorityLate     = 30
	shareContinues         = 8500
	shareReportedLate      = 500
	shareCallbackLost      = 50
	shareClockBehind       = 50
	shareSuccessor         = 200
	shareRevoked           = 100
	shareRejudged          = 50
	shareReplanned         = 50
	shareUndelivered       = 50
	shareYields            = 9500
	shareRare              = 100
	shareUnchanged         = 3000
	shareBecomes           = 2000
	shareDomainsOnly       = 1000
	shareComesBack         = 3000
	shareFound             = 30
	shareSays              = 100
	shareVerifiesLater     = 2000
	shareWrongPapers       = 500
	shareOwnAdministrator  = 5000
	sharePhotoOfOne        = 5000
	shareStanding          = 20 // in each visit of a stage
	shareCured             = 4000
	shareStandingAfter     = 200 // where no filing is in progress

	// Mistakes, in each visit of a stage and after the end; attempts at what is not allowed.
	shareBlunder      = 100
	shareBlunderAfter = 500
	shareHasty        = 100
	shareTries        = 300
	shareTriesMethod  = 1000

	mostReturns = 4 // visits of a stage after which it is passed
	mostDrafts  = 8 // visits of the draft after which nobody withdraws
)

// tops are the colours a photo shows; takenUp is what becomes of a filing the authority rejected: most take it up
// again, some give it up, some never come back.
var (
	tops           = [...]string{"other", "red", "blue"}
	topWeights     = weights(10_000-shareRedTop-shareBlueTop, shareRedTop, shareBlueTop)
	takenUpWeights = weights(shareContinues, 1000, 9000-shareContinues)
)

// SPDX-License-Identifier: Apache-2.0

package simulator

// purpose says what a draw is for. The numbers are part of the specification: a number is never used again for
// something else, and a new purpose takes the next free one.
type purpose uint32

const (
	drawRegion          purpose = 1
	drawKind            purpose = 2
	drawSubjectKind     purpose = 3
	drawStartDay        purpose = 4
	drawStartMinute     purpose = 5
	drawWantsApp        purpose = 6
	drawWebsites        purpose = 7
	drawDomains         purpose = 8
	drawSamePerson      purpose = 9
	drawReplacesDomain  purpose = 10
	drawSite            purpose = 11
	drawContacts        purpose = 12
	drawContactVerified purpose = 13
	drawContactSelected purpose = 14
	drawContactPhone    purpose = 15
	drawChannels        purpose = 16
	drawContactDeleted  purpose = 17
	drawModify          purpose = 18
	drawModifyWhich     purpose = 19
	drawVerifyAgain     purpose = 20
	drawClaimLate       purpose = 21
	drawClaimDelay      purpose = 22

	drawApplicantDelay  purpose = 30
	drawPause           purpose = 31
	drawIdle            purpose = 32
	drawGivesUp         purpose = 33
	drawReviewTime      purpose = 34
	drawReturn          purpose = 35
	drawCause           purpose = 36
	drawWithdraw        purpose = 37
	drawWithdrawAt      purpose = 38
	drawBackdrop        purpose = 39
	drawOriginals       purpose = 40
	drawMailTime        purpose = 41
	drawMailRoom        purpose = 42
	drawTop             purpose = 43
	drawSubmitTime      purpose = 44
	drawSMSStory        purpose = 45
	drawSMSWrong        purpose = 46
	drawSMSTime         purpose = 47
	drawAuthorityTime   purpose = 48
	drawAuthorityMinute purpose = 49
	drawRefusal         purpose = 50
	drawReportLate      purpose = 51
	drawReportDelay     purpose = 52
	drawCallbackLost    purpose = 53
	drawClockBehind     purpose = 54
	drawSuccessor       purpose = 55
	drawIncomplete      purpose = 56
	drawAuthorityLate   purpose = 57
	drawLateDays        purpose = 58
	drawMailsNow        purpose = 59

	drawTrySecond          purpose = 70
	drawTryWithdraw        purpose = 71
	drawTryNoReason        purpose = 72
	drawTryPhoto           purpose = 73
	drawTryApp             purpose = 74
	drawTryHandOver        purpose = 75
	drawTryNoNumbers       purpose = 76
	drawTryProvince        purpose = 77
	drawTryUploadLate      purpose = 78
	drawTryNoRecord        purpose = 79
	drawTryAbandon         purpose = 80
	drawTryAfterEnd        purpose = 81
	drawTryNoCause         purpose = 83
	drawTryEditAtAuthority purpose = 84

	drawFault       purpose = 100 // and the next ones, by kind of fault: exactly, of those that come near
	drawFaultAmount purpose = 140 // and the next ones
	drawFaultSwarm  purpose = 179
	drawOldDomains  purpose = 180
	drawRevoked     purpose = 181
	drawRejudged    purpose = 182
	drawReplanned   purpose = 183
	drawUndelivered purpose = 184
	drawYields      purpose = 185
	drawProfile     purpose = 186
	drawFactor      purpose = 187

	drawRare        purpose = 210
	drawRareWhat    purpose = 211
	drawUnchanged   purpose = 212
	drawBecomes     purpose = 213
	drawBecomesWhat purpose = 214
	drawAfterRecord purpose = 215

	drawBlunder       purpose = 216
	drawBlunderWhat   purpose = 217
	drawSecondThought purpose = 218
	drawDomainsOnly   purpose = 219
	drawHasty         purpose = 220
	drawComesBack     purpose = 221
	drawComesBackTime purpose = 222
	drawFound         purpose = 223
	drawFoundIn       purpose = 224
	drawMisopened     purpose = 225
	drawSays          purpose = 226
	drawSaysWhat      purpose = 227
	drawFoundThen     purpose = 228
	drawVerifiesLater purpose = 229
	drawWrongPapers   purpose = 230
	drawMetByCommand  purpose = 231
	drawMetByStage    purpose = 232
	drawAdministrator purpose = 233
	drawPhotoOfWhom   purpose = 234
	drawStanding      purpose = 235
	drawStandingWhat  purpose = 236
	drawCured         purpose = 237

	drawService purpose = 200 // the working time of a server, with stations
)

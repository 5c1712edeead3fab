# SPDX-License-Identifier: Apache-2.0
"""The model of model.go in SimPy. Needs Debian's python3-simpy3.

A filing is a process. People's pauses and reviewers' work are timeouts; each deadline that somebody is told of is a
process that is interrupted when the filing leaves its stage; a message that leaves late is a process of its own. What
happens goes into a list of the filing, which is dropped with it. No rules, no journal, no checks.
"""

import random
import resource
import sys

import simpy

PAUSE = [1, 2, 3, 5, 8, 15, 40]
PLATFORM = [30, 120, 180, 240, 270, 300, 340, 380, 420, 460, 490, 510, 525, 540, 700, 1080, 2400]
APPLICANT = [10, 60, 180, 420, 900, 1440, 2160, 2880, 4320, 7200, 14400]
HAND_OVER = [20, 60, 120, 200, 280, 360, 420, 480, 530, 620, 1500]
AUTHORITY = [3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 8, 9, 11, 13, 16, 21]
SMS = [4, 8, 15, 30, 60, 150, 400, 900, 1380]
LATE = [30, 120, 600, 1440, 4320]
WORKDAY, DAY = 9 * 60, 24 * 60
BUSINESS_DAY = DAY * 7 / 5

# What may follow on what; a command that is not here is refused.
TABLE = {
    ("draft", "attach"): "draft",
    ("draft", "edit"): "draft",
    ("draft", "submit"): "preliminary_review",
    ("draft", "abandon"): "abandoned",
    ("preliminary_review", "withdraw"): "draft",
    ("preliminary_review", "return_preliminary"): "preliminary_returned",
    ("preliminary_review", "pass_preliminary"): "verification",
    ("preliminary_returned", "edit"): "preliminary_returned",
    ("preliminary_returned", "resubmit"): "preliminary_review",
    ("verification", "choose_upload"): "verification",
    ("verification", "request_backdrop"): "verification",
    ("verification", "upload_photo"): "verification_review",
    ("verification", "abandon"): "abandoned",
    ("verification_review", "return_photo"): "verification",
    ("verification_review", "pass_photo"): "ready",
    ("ready", "prompt_originals"): "ready",
    ("ready", "mail_originals"): "ready",
    ("ready", "receive_originals"): "ready",
    ("ready", "submit_to_authority"): "authority_review",
    ("authority_review", "answer_sms"): "authority_review",
    ("authority_review", "reject"): "draft",
    ("authority_review", "approve"): "approved",
}
STEP, EVENT, DEADLINE, MISSED, BOOK, NOTICE, DELIVERY, REFUSED = range(8)


def chance(share):
    return random.random() < share


def drawn(knots):
    x = random.random() * (len(knots) - 1)
    i = int(x)
    return knots[i] + (x - i) * (knots[i + 1] - knots[i])


class Filing:
    def __init__(self, env):
        self.env, self.state, self.log, self.timers = env, "draft", [], []
        named = ["p"] if chance(0.68) else ["p", "q"]
        self.named = [(person, channel) for person in named for channel in ("email", "sms")]

    def record(self, kind, what):
        self.log.append((self.env.now, kind, what))

    def do(self, command, *events):
        """Does what the table allows and reports whether it did."""
        to = TABLE.get((self.state, command))
        if to is None:
            self.record(REFUSED, command)
            return False
        self.record(STEP, command)
        for event in events:
            self.record(EVENT, event)
        if to != self.state:
            self.state = to
            for timer in self.timers:
                if timer.is_alive:
                    timer.interrupt()
            self.timers.clear()
        return True

    def tries(self, command, share):
        """Tries what is not allowed now."""
        if chance(share):
            self.do(command)

    def sets(self, name, days, told):
        """Sets a deadline; with told, somebody is told when it passes."""
        self.record(DEADLINE, (name, self.env.now + days * BUSINESS_DAY))
        if told:
            self.timers.append(self.env.process(deadline(self, name, days * BUSINESS_DAY)))

    def tell(self, topic, to):
        self.record(NOTICE, topic)
        if chance(0.25):
            self.env.process(outbox(self, topic, to))
        else:
            self.deliver(topic, to)

    def deliver(self, topic, to):
        for receiver in to:
            self.record(DELIVERY, (topic, receiver))


def deadline(f, name, delay):
    try:
        yield f.env.timeout(delay)
    except simpy.Interrupt:
        return
    f.record(MISSED, name)
    f.tell("target_missed", f.named)


def outbox(f, topic, to):
    yield f.env.timeout(drawn(LATE))
    f.deliver(topic, to)


def contact(f, name):
    """A contact is added, gets its link, follows it, and is chosen; some are changed or go."""
    while True:
        f.record(BOOK, "added")
        f.tell("contact_verification", [(name, "email")])
        yield f.env.timeout(drawn(PAUSE))
        f.record(BOOK, "verified")
        if chance(0.2):
            f.record(BOOK, "verified")
        if chance(0.85):
            f.record(BOOK, "selected")
        if chance(0.2):
            f.record(BOOK, "deleted")
        if not chance(0.14):
            return


def mistakes(f, share):
    """A sitting in which somebody tries this and that which is not allowed."""
    if chance(share):
        for command in ("revoke", "fail_sms", "open"):
            yield f.env.timeout(drawn(PAUSE))
            f.do(command)


def draft(f):
    """The documents, until the filing is submitted."""
    yield from mistakes(f, 0.3)
    for document in ("statement", "licence", "identity"):
        if chance(0.87):
            yield f.env.timeout(drawn(PAUSE))
            f.do("attach")
    while chance(0.45):
        yield f.env.timeout(drawn(PAUSE))
        f.do("edit")
    f.tries("choose_upload", 0.5)
    f.tries("pass_preliminary", 0.25)
    yield f.env.timeout(drawn(PAUSE))
    f.do("submit", "judged")
    submitted(f)


def submitted(f):
    f.sets("preliminary_review", 1, True)
    f.sets("platform_expected", 2, False)
    f.sets("open_ticket", 3, True)
    f.tell("submitted", f.named)


def preliminary(f):
    """Reports whether the preliminary review was passed; if not, the filing stands in the draft again."""
    while True:
        yield from mistakes(f, 0.3)
        wait, x = drawn(PLATFORM) * DAY / WORKDAY, random.random()
        if x < 0.27:
            yield f.env.timeout(wait / 2)
            f.do("withdraw", "judged")
            f.tell("withdrawn", f.named)
            return False
        f.tries("approve", 0.15)
        yield f.env.timeout(wait)
        if x < 0.50:
            f.do("return_preliminary")
            f.tell("preliminary_returned", f.named)
            yield f.env.timeout(drawn(APPLICANT))
            f.do("edit")
            yield f.env.timeout(drawn(PAUSE))
            f.do("resubmit", "judged")
            submitted(f)
            continue
        f.do("pass_preliminary")
        f.tell("preliminary_passed", f.named)
        f.tell("verification_prompted", f.named)
        return True


def verification(f):
    yield from mistakes(f, 0.3)
    if chance(0.35):
        f.do("choose_upload")
    if chance(0.2):
        f.do("request_backdrop")
    while True:
        yield f.env.timeout(drawn(APPLICANT))
        f.tries("pass_photo", 0.25)
        f.do("upload_photo")
        f.sets("photo_review", 1, True)
        f.sets("platform_expected", 2, False)
        f.sets("open_ticket", 3, True)
        f.tries("upload_photo", 0.6)
        yield f.env.timeout(drawn(PLATFORM) * DAY / WORKDAY)
        if chance(0.78):
            break
        f.do("return_photo")
        f.tell("photo_returned", f.named)
    f.do("pass_photo", "judged")
    f.sets("submit_to_authority", 1, True)
    f.tell("photo_passed", f.named)


def authority(f):
    """Reports whether the authority approved."""
    yield from mistakes(f, 0.3)
    if chance(0.2):
        f.do("prompt_originals")
        f.tell("originals_prompted", f.named)
        yield f.env.timeout(drawn(APPLICANT))
        f.do("mail_originals")
        yield f.env.timeout(2 * DAY)
        f.do("receive_originals")
        f.tell("originals_received", f.named)
    yield f.env.timeout(drawn(HAND_OVER) * DAY / WORKDAY)
    f.do("submit_to_authority", "judged")
    f.tell("submitted_to_authority", f.named)
    f.sets("authority_review", 20, False)
    f.sets("legal_limit", 20, True)
    f.tries("withdraw", 0.95)
    if chance(0.45):
        f.sets("sms_window", 2, True)
        f.tell("sms_window", f.named)
        yield f.env.timeout(drawn(SMS))
        f.do("answer_sms")
    f.tries("attach", 0.4)
    yield f.env.timeout(drawn(AUTHORITY) * BUSINESS_DAY)
    if chance(0.065):
        f.do("reject")
        f.tell("rejected", f.named)
        yield f.env.timeout(drawn(APPLICANT))
        return False
    f.do("approve", "record", "website", "domain")
    f.tell("approved", f.named)
    return True


def filing(env, ended):
    f = Filing(env)
    if chance(0.7):
        f.record(BOOK, "channels_set")
    for name in ("a", "b", "c", "d")[: random.choice((0, 1, 1, 1, 2, 2, 2, 3, 3, 4))]:
        yield from contact(f, name)
    if chance(0.85):
        f.record(STEP, "import_record")
    f.record(STEP, "open")
    f.record(EVENT, "judged")
    f.tries("open", 0.9)
    yield from mistakes(f, 0.3)
    while True:
        yield from draft(f)
        f.tries("open", 0.6)
        passed = yield from preliminary(f)
        if passed and chance(0.82):
            yield from verification(f)
            if (yield from authority(f)):
                break
        elif passed or chance(0.5):
            yield env.timeout(drawn(APPLICANT))
            f.do("abandon")
            f.tell("abandoned", f.named)
            break
    yield from mistakes(f, 0.3)
    if chance(0.56):
        f.record(STEP, "note_undelivered")
        f.tell("dead_letter", f.named)
    if chance(0.25):
        f.record(STEP, "revoke")
    ended(f)


def source(env, n, ended):
    """Filings begin one after another, all over a year."""
    for _ in range(n):
        yield env.timeout(random.expovariate(n / (365 * DAY)))
        env.process(filing(env, ended))


def simulate(n, ended):
    env = simpy.Environment()
    env.process(source(env, n, ended))
    env.run()


def cpu():
    u = resource.getrusage(resource.RUSAGE_SELF)
    return u.ru_utime + u.ru_stime


def counts(n):
    """What happens in a filing, on average."""
    filings, kinds = [], [0] * 8
    simulate(n, filings.append)
    for f in filings:
        for _, kind, _ in f.log:
            kinds[kind] += 1
    commands = kinds[STEP] + kinds[BOOK] + kinds[REFUSED]
    print("simpy per filing: %.1f commands, %.1f of them refused, %.1f deadlines, %.1f passed, %.1f notices, %.1f deliveries, %.1f entries" % (
        commands / n, kinds[REFUSED] / n, kinds[DEADLINE] / n, kinds[MISSED] / n, kinds[NOTICE] / n, kinds[DELIVERY] / n, sum(kinds) / n))


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 20000
    random.seed(1)
    done = 0

    def ended(_):
        nonlocal done
        done += 1

    before = cpu()
    simulate(n, ended)
    spent = cpu() - before
    assert done == n
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print("simpy %d filings, %.3f CPU-seconds, %.0f filings a CPU-second, peak memory %.1f MiB" % (n, spent, n / spent, peak))
    counts(2000)


main()

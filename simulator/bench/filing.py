# SPDX-License-Identifier: Apache-2.0
"""The model of model.go in SimPy: each filing is a process, each stage a timeout. Needs Debian's python3-simpy3."""

import random
import resource
import sys

import simpy

PAUSE = [1, 2, 3, 5, 8, 15, 40]
PLATFORM = [30, 120, 180, 240, 270, 300, 340, 380, 420, 460, 490, 510, 525, 540, 700, 1080, 2400]
APPLICANT = [10, 60, 180, 420, 900, 1440, 2160, 2880, 4320, 7200, 14400]
HAND_OVER = [20, 60, 120, 200, 280, 360, 420, 480, 530, 620, 1500]
AUTHORITY = [3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 8, 9, 11, 13, 16, 21]
RETURNED, BAD_PHOTO, REFUSED = 0.20, 0.08, 0.0243
WORKDAY, DAY = 9 * 60, 24 * 60


def drawn(knots):
    x = random.random() * (len(knots) - 1)
    i = int(x)
    return knots[i] + (x - i) * (knots[i + 1] - knots[i])


def filing(env, start, days):
    yield env.timeout(start)
    while True:
        for _ in range(4):  # the documents
            yield env.timeout(drawn(PAUSE))
        submitted = env.now
        yield env.timeout(drawn(PLATFORM) * DAY / WORKDAY)
        if random.random() < RETURNED:
            yield env.timeout(drawn(APPLICANT))
            continue
        while True:
            yield env.timeout(drawn(APPLICANT))
            yield env.timeout(drawn(PLATFORM) * DAY / WORKDAY)
            if random.random() >= BAD_PHOTO:
                break
        yield env.timeout(drawn(HAND_OVER) * DAY / WORKDAY)
        yield env.timeout(drawn(AUTHORITY) * DAY * 7 / 5)
        if random.random() >= REFUSED:
            days.append(env.now - submitted)
            return
        yield env.timeout(drawn(APPLICANT))


def cpu():
    u = resource.getrusage(resource.RUSAGE_SELF)
    return u.ru_utime + u.ru_stime


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 20000
    random.seed(1)
    before = cpu()
    env, days = simpy.Environment(), []
    for _ in range(n):
        env.process(filing(env, random.random() * 365 * DAY, days))
    env.run()
    assert len(days) == n
    spent = cpu() - before
    print("simpy %d filings, %.3f CPU-seconds, %.0f filings a CPU-second" % (n, spent, n / spent))


main()

import Domain
import Testing

@Suite("Instants and schedules")
struct TimeTests {
  private func instant(_ text: String) -> Instant { (try? Instant.parse(text)) ?? Instant(milliseconds: 0) }

  @Test(
    "an instant is read and written in the time of Shanghai",
    arguments: [
      ("2025-06-20T08:00", Int64(1_750_377_600_000), "2025-06-20T08:00:00+08:00"),
      ("1970-01-01T08:00", 0, "1970-01-01T08:00:00+08:00"),
      ("2025-06-20", 1_750_348_800_000, "2025-06-20T00:00:00+08:00"),
      ("2025年6月20日 23:59:58", 1_750_435_198_000, "2025-06-20T23:59:58+08:00"),
    ])
  func instants(text: String, milliseconds: Int64, written: String) throws {
    let instant = try Instant.parse(text)
    #expect(instant.milliseconds == milliseconds && instant.description == written)
    #expect(Instant(instant.day, minute: instant.minute).day == instant.day)
  }

  @Test(
    "what is no time is refused", arguments: ["2025-06-20T25:00", "2025-06-20T8", "8:00", "2025-06-20T08:61", "T", ""])
  func refused(text: String) { #expect(throws: Refusal.self) { try Instant.parse(text) } }

  @Test("judged on workdays and around checkpoints, in order; told on workdays")
  func times() {
    let evaluate = Schedule(.evaluate, minute: 450, days: .workdaysAndCheckpoints, misfire: .all)
    let digest = Schedule(.digest, minute: 510, days: .workdays, misfire: .latest)
    let months: Set<Int> = [3, 6, 10, 12]
    // 27 September is a Saturday, 28 September a Sunday that is worked, 1 to 8 October are off.
    let autumn = evaluate.times(
      after: instant("2025-09-26T07:30"), through: instant("2025-10-09T07:30"), calendar: calendar, months: months)
    #expect(autumn.map(\.day.description) == ["2025-09-28", "2025-09-29", "2025-09-30", "2025-10-09"])
    // 31 October 2026 is a Saturday: judged on it and the day after all the same.
    let checkpoint = evaluate.times(
      after: instant("2026-10-30T07:30"), through: instant("2026-11-02T08:00"), calendar: calendar, months: months)
    #expect(checkpoint.map(\.day.description) == ["2026-10-31", "2026-11-01", "2026-11-02"])
    #expect(checkpoint.allSatisfy { $0.minute == 450 })
    #expect(
      digest.times(
        after: instant("2026-10-30T08:30"), through: instant("2026-11-02T08:29"), calendar: calendar, months: months
      )
      .isEmpty)
  }

  @Test("the next time agrees with the list of times, and a clock that goes back finds none")
  func next() {
    for schedule in Schedule.standard {
      var now = instant("2025-01-01T00:00")
      let end = instant("2026-01-01T00:00")
      let all = schedule.times(after: now, through: end, calendar: calendar, months: [3, 6, 10, 12])
      var walked: [Instant] = []
      while true {
        now = schedule.next(after: now, calendar: calendar, months: [3, 6, 10, 12])
        guard now <= end else { break }
        walked.append(now)
      }
      #expect(walked == all && !all.isEmpty)
      #expect(schedule.times(after: end, through: instant("2025-06-01T00:00"), calendar: calendar, months: []).isEmpty)
    }
  }
}

@Suite("Retries")
struct RetryTests {
  private let policy = RetryPolicy(firstMilliseconds: 1_000, longestMilliseconds: 60_000, attempts: 5)

  @Test(
    "waits double, vary by a fifth and honour what the other side says",
    arguments: [
      (1, 0.5, nil as Int?, Int64(1_000)), (2, 0.5, nil, 2_000), (4, 0.5, nil, 8_000), (1, 0, nil, 800),
      (1, 1, nil, 1_200),
      (1, 0.5, 7, 7_000), (4, 0.5, 2, 8_000),
      // No longer than this policy's longest wait, and nothing overflows.
      (1, 0.5, 61, 60_000), (1, 0.5, 4_102_444_800, 60_000), (1, 0.5, 9_223_372_036_854_776, 60_000),
      (1, 0.5, .max, 60_000), (1, 0.5, .min, 1_000),
    ])
  func waits(attempt: Int, chance: Double, named: Int?, milliseconds: Int64) {
    #expect(
      policy.step(after: .failed(reason: .hindered("忙"), retryAfterSeconds: named), attempt: attempt, chance: chance)
        == .again(afterMilliseconds: milliseconds, reason: "忙"))
  }

  @Test("a time the other side named is honoured for a day at most, and a policy's own waits for a week")
  func longestWaits() {
    let patient = RetryPolicy(firstMilliseconds: .max, longestMilliseconds: .max, attempts: .max)
    let week = RetryPolicy.mostMilliseconds
    #expect(patient.firstMilliseconds == week && patient.longestMilliseconds == week)
    #expect(
      patient.step(after: .failed(reason: .hindered("忙")), attempt: 30, chance: 0.5)
        == .again(afterMilliseconds: week, reason: "忙"))
    let slow = RetryPolicy(firstMilliseconds: 1, longestMilliseconds: week, attempts: 9)
    #expect(
      slow.step(after: .failed(reason: .hindered("忙"), retryAfterSeconds: .max), attempt: 1, chance: 0.5)
        == .again(afterMilliseconds: 86_400_000, reason: "忙"))
  }

  @Test("what the other side said is kept without NUL and controls, on one line, and not for ever")
  func words() {
    let policy = RetryPolicy.standard
    #expect(
      policy.step(after: .taken(receipt: "a\u{0}b\r\nc\u{1B}[2J"), attempt: 1, chance: 0)
        == .delivered(receipt: "a\u{FFFD}b  c\u{FFFD}[2J"))
    let long = String(repeating: "长", count: 501)
    #expect(
      policy.step(after: .refused(reason: .hindered(long)), attempt: 1, chance: 0)
        == .dead(reason: long.dropLast() + "…"))
  }

  @Test("the longest wait holds, the last attempt ends it, a refusal ends it at once")
  func ends() {
    let patient = RetryPolicy(firstMilliseconds: 1_000, longestMilliseconds: 60_000, attempts: 100)
    #expect(
      patient.step(after: .failed(reason: .hindered("忙")), attempt: 90, chance: 0.5)
        == .again(afterMilliseconds: 60_000, reason: "忙"))
    #expect(policy.step(after: .failed(reason: .hindered("忙")), attempt: 5, chance: 0.5) == .dead(reason: "尝试5次仍未成功：忙"))
    #expect(policy.step(after: .refused(reason: .hindered("无此人")), attempt: 1, chance: 0.5) == .dead(reason: "无此人"))
    #expect(policy.step(after: .taken(receipt: "250"), attempt: 3, chance: 0.5) == .delivered(receipt: "250"))
  }
}

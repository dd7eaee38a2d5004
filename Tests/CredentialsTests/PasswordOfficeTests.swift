import Domain
import Foundation
import Testing

@testable import Credentials

@Suite("A rush of people who sign in", .timeLimit(.minutes(1)))
struct PasswordOfficeTests {
  @Test("of forty at once no more than four are at work, all are answered, and memory is bounded")
  func bounded() async throws {
    let office = PasswordOffice()
    let hash = try await office.hash(Password("Kx9#mQ2vLp"))
    let right = try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<40 {
        let password = Password(number.isMultiple(of: 2) ? "Kx9#mQ2vLp" : "wrong")
        group.addTask { try await office.check(password, against: hash) != .wrong }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(right == 20 && office.mostAtOnce == 4 && office.waiting == 0)
    #expect(office.mostAtOnce * PasswordCost.most <= 256, "MiB by the dearest hash there may be")
  }

  @Test("others are served while all places are taken; beyond those who wait one is asked to come again")
  func busy() async throws {
    let office = PasswordOffice(slots: 2, seats: 3)
    let gate = DispatchSemaphore(value: 0)
    let tasks = (0..<5).map { _ in
      Task { () throws(Refusal) -> Int in
        try await office.perform { () throws(Refusal) in
          gate.wait(); return 1
        }
      }
    }
    // More such tasks block than the machine has processors: this would never end if they blocked the pool's threads.
    while office.waiting < 3 { await Task.yield() }
    await #expect(throws: Refusal.access(.busy)) { try await office.hash(Password("a")) }
    let served = await Task { 1 }.value
    #expect(served == 1 && office.mostAtOnce == 2)
    for _ in tasks { gate.signal() }
    for task in tasks { #expect(try await task.value == 1) }
    #expect(office.mostAtOnce == 2 && office.waiting == 0)
    #expect(try await office.check(Password("a"), against: nil) == .wrong)
  }

  @Test("whoever goes away gives up the seat")
  func cancelled() async throws {
    let office = PasswordOffice(slots: 1, seats: 1)
    let gate = DispatchSemaphore(value: 0)
    let first = Task { () throws(Refusal) -> Int in
      try await office.perform { () throws(Refusal) in
        gate.wait(); return 1
      }
    }
    while office.mostAtOnce < 1 { await Task.yield() }
    let second = Task { () throws(Refusal) -> Int in try await office.perform { () throws(Refusal) in 2 } }
    while office.waiting < 1 { await Task.yield() }
    second.cancel()
    await #expect(throws: Refusal.access(.busy)) { try await second.value }
    #expect(office.waiting == 0)
    let third = Task { () throws(Refusal) -> Int in try await office.perform { () throws(Refusal) in 3 } }
    while office.waiting < 1 { await Task.yield() }
    gate.signal()
    #expect(try await first.value == 1)
    #expect(try await third.value == 3)
  }
}

import Domain
import Foundation
import TestTools
import Testing

@testable import Credentials

@Suite("Sign-on by a provider that is not ours", .enabled(if: PretendProcess.isThere))
struct SignOnProcessTests {
  @Test("a person goes there, is let in, and is back as who they are; the code is good once, and so is the answer")
  func whole() async throws {
    let process = try PretendProcess(people: "u-4711", "u-4712")
    defer { process.stop() }
    let provider = SignOnProvider(
      issuer: process.issuer, client: "jixiao", secret: "s&e", back: "https://jixiao.example.gov.cn/sign-on/back",
      allowsClear: true)
    let signOn = SignOn(provider, fetch: PretendProcess.fetch)
    var used: [String: String] = [:]
    for subject in ["u-4711", "u-4712"] {
      let attempt = SignOnAttempt(at: Self.now)
      used = try process.letIn("sub=\(subject)", by: try await signOn.address(for: attempt))
      #expect(used["state"] == attempt.state)
      let identity = try await signOn.end(used, at: Self.now) { $0 == attempt.state ? attempt : nil }
      #expect(identity == SignOnIdentity(issuer: process.issuer, subject: subject))
    }
    // The same code once more, with an attempt of its own.
    let again = SignOnAttempt(at: Self.now)
    used["state"] = again.state
    await #expect(throws: Refusal.access(.signOn(.code("invalid_grant")))) {
      try await signOn.end(used, at: Self.now) { _ in again }
    }
  }

  @Test("who is not let in is told so; a token of another nonce, and one of yesterday, are refused")
  func refused() async throws {
    let process = try PretendProcess(people: "u-4711")
    defer { process.stop() }
    let provider = SignOnProvider(
      issuer: process.issuer, client: "jixiao", secret: "s", back: "https://jixiao.example.gov.cn/sign-on/back",
      allowsClear: true)
    let signOn = SignOn(provider, fetch: PretendProcess.fetch)
    let attempt = SignOnAttempt(at: Self.now)
    let address = try await signOn.address(for: attempt)
    // It forgets the state when it says no, and an answer without one is nobody's.
    var denied = try process.letIn("action=deny", by: address)
    let stateless = denied
    await #expect(throws: Refusal.access(.signOn(.state))) {
      try await signOn.end(stateless, at: Self.now) { _ in attempt }
    }
    denied["state"] = attempt.state
    let answered = denied
    await #expect(throws: Refusal.access(.signOn(.denied("access_denied")))) {
      try await signOn.end(answered, at: Self.now) { _ in attempt }
    }
    let answer = try process.letIn("sub=u-4711", by: address)
    let other = SignOnAttempt(
      state: attempt.state, nonce: "another", verifier: attempt.verifier, began: attempt.began)
    await #expect(throws: Refusal.token(.nonce)) { try await signOn.end(answer, at: Self.now) { _ in other } }
    let late = try process.letIn("sub=u-4711", by: address)
    let tomorrow = Self.now + 86_400_000
    let begun = SignOnAttempt(
      state: attempt.state, nonce: attempt.nonce, verifier: attempt.verifier, began: tomorrow)
    let error = await #expect(throws: Refusal.self) { try await signOn.end(late, at: tomorrow) { _ in begun } }
    #expect(error?.kind == .signOnToken && error?.message.contains("过期") == true)
  }

  private static var now: Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}

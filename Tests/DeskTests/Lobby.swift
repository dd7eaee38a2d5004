import Contract
import Desk
import Domain
import Foundation
import Notify
import Postgres
import Store
import TestSupport
import Testing

@testable import Credentials

/// A service with two daemons, whose people sign in. What time does is done to the rows.
struct Lobby {
  static let random = Randomness {
    var system = SystemRandomNumberGenerator()
    return system.next()
  }
  static let clerk = "王芳", officer = "赵六", bureau = "钱七"
  let url: String
  /// Two daemons.
  let first: Store, second: Store
  let office = PasswordOffice(cost: PasswordCost(memory: 8, passes: 1))
  let keyFile = FileManager.default.temporaryDirectory.appendingPathComponent("jixiao-lobby-\(UUID())/channel.key").path
  let today: Day

  init() async throws {
    url = try await TestServer.database()
    (first, second) = (Store(url: url), Store(url: url))
    today = try await first.databaseTime().day
    for name in ["304-2025.txt", "306-2025.txt"] {
      let disclosure = try Samples.budget(name)
      _ = try await first.importBudget(disclosure, findings: [], file: name, content: Array(name.utf8))
    }
    let day = Day(number: today.number - 1)
    try await first.addAccount(Lobby.clerk, .business, [Grant(.clerk, .all, from: day)], osUser: nil)
    try await first.addAccount(Lobby.bureau, .business, [Grant(.bureau, .all, from: day)], osUser: nil)
    try await first.addAccount(Lobby.officer, .security, [Grant(.security, .all, from: day)], osUser: nil)
  }

  func close() async {
    await first.close()
    await second.close()
    try? FileManager.default.removeItem(atPath: String(keyFile.dropLast("/channel.key".count)))
  }

  func desk(_ store: Store? = nil, from address: String = "10.0.0.1") -> SignInDesk {
    SignInDesk(
      store ?? first, at: .plain, keyFile: keyFile, makesKeys: true, common: CommonPasswords(), random: Lobby.random,
      from: address, agent: "试验",
      office: office)
  }

  /// The desk of whoever gives passwords out.
  var security: Desk {
    Desk(
      first, at: .plain,
      for: .accounts(osUser: "x", [Principal(name: Lobby.officer, grants: [Grant(.security, .all, from: today)])]),
      on: today)
  }

  func draw(_ name: String) async throws -> String {
    try await security.drawPassword(for: name, from: Lobby.random, by: Actor(name: Lobby.officer), at: moment).password
  }

  var moment: Moment { Moment(wall: Instant(today, minute: 600)) }

  /// Has somebody choose a password.
  func settle(_ name: String, _ password: String = Lobby.good) async throws -> SignedInAnswer {
    let drawn = try await draw(name)
    let signed = try await desk().signIn(SignInRequest(account: name, password: drawn))
    #expect(signed.stage == .password)
    return try await desk().changePassword(
      signed.session, old: nil, to: password, device: signed.device)
  }

  static let good = "Kx9#mQ2vLp"

  func signIn(
    _ name: String, _ password: String = Lobby.good, _ code: String? = nil, device: String? = nil,
    at store: Store? = nil,
    from address: String = "10.0.0.1"
  ) async throws -> SignedInAnswer {
    try await desk(store, from: address).signIn(
      SignInRequest(account: name, password: password, code: code, device: device))
  }

  func open(_ secret: String, at store: Store? = nil) async throws -> Desk {
    try await Desk.open(store ?? first, at: .plain, by: secret, from: "10.0.0.1", on: today)
  }

  func run(_ statement: String) async throws {
    try await Connection.open(Configuration(url: url)).perform { try $0.script(statement) }
  }

  func texts(_ query: String) async throws -> [String] {
    try await Connection.open(Configuration(url: url)).perform { session in
      try session.rows(Query(trusted: query)).map { try $0.next(String.self) }
    }
  }

  /// Sets up a second factor and gives what the telephone has.
  func bind(
    _ session: String, password: String? = nil, device: String? = nil
  ) async throws -> (totp: TOTP, used: String, answer: FactorSetAnswer) {
    let begun = try await desk().beginFactor(session, password: password)
    let totp = try #require(TOTP(typed: begun.typed))
    let used = totp.code(of: try await step())
    return (totp, used, try await desk().confirmFactor(session, code: used, device: device))
  }

  func step() async throws -> Int64 { TOTP.step(at: try await first.databaseTime()) }

  func refusal(_ act: () async throws -> some Any) async -> Refusal? {
    do {
      _ = try await act()
      return nil
    } catch { return error as? Refusal }
  }
}

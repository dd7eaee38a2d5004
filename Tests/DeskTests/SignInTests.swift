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

@Suite("Signing in")
struct SignInTests {
  @Test("a drawn password lets in once, to nothing but a new one, within its hours, and once of two at the same moment")
  func drawn() async throws {
    let lobby = try await Lobby()
    let drawn = try await lobby.draw(Lobby.clerk)
    let signed = try await lobby.signIn(Lobby.clerk, drawn)
    #expect(signed.stage == .password)
    #expect(await lobby.refusal { try await lobby.open(signed.session) } == .access(.unfinished(.password)))
    #expect(await lobby.refusal { try await lobby.signIn(Lobby.clerk, drawn, at: lobby.second) } == .access(.failed))
    // What may not be one.
    for bad in ["Ab1#", "wangfang2025", "Wangfang#2025", drawn] {
      let refusal = await lobby.refusal { try await lobby.desk().changePassword(signed.session, old: nil, to: bad) }
      #expect(refusal?.kind == .passwordUnfit, "\(bad)")
    }
    let changed = try await lobby.desk(lobby.second).changePassword(signed.session, old: nil, to: Lobby.good)
    #expect(changed.stage == .full && changed.session != signed.session)
    _ = try await lobby.open(changed.session)
    #expect(await lobby.refusal { try await lobby.open(signed.session) } == .access(.sessionOver(.moved)))
    #expect(try await lobby.signIn(Lobby.clerk).stage == .full)
    // One that lay about for too long.
    let old = try await lobby.draw(Lobby.clerk)
    try await lobby.run(
      "UPDATE account_password SET good_until = now() - interval '1 second' WHERE replaced_at IS NULL")
    #expect(await lobby.refusal { try await lobby.signIn(Lobby.clerk, old) } == .access(.failed))
    // The one before the reset is over, too.
    #expect(await lobby.refusal { try await lobby.signIn(Lobby.clerk) } == .access(.failed))
    let shared = try await lobby.draw(Lobby.clerk)
    let results = await withTaskGroup(of: Bool.self) { group in
      for index in 0..<2 {
        group.addTask {
          let store = index == 0 ? lobby.first : lobby.second
          return (try? await lobby.signIn(Lobby.clerk, shared, at: store, from: "10.0.1.\(index)")) != nil
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results.count { $0 } == 1)
    await lobby.close()
  }

  @Test("a code is good once, on whichever daemon, and a recovery code is; both belong to one account")
  func codes() async throws {
    let lobby = try await Lobby()
    let session = try await lobby.settle(Lobby.bureau)
    // 财政绩效股 must have one.
    #expect(session.stage == .factor)
    #expect(await lobby.refusal { try await lobby.open(session.session) } == .access(.unfinished(.factor)))
    #expect(
      await lobby.refusal { try await lobby.desk().confirmFactor(session.session, code: "123456") }
        == .access(.factorNotBegun))
    _ = try await lobby.desk().beginFactor(session.session, password: nil)
    #expect(
      await lobby.refusal { try await lobby.desk().confirmFactor(session.session, code: "12345a") }
        == .access(.codeWrong))
    let (totp, used, set) = try await lobby.bind(session.session)
    #expect(set.recoveryCodes.count == RecoveryCode.count && set.signedIn.stage == .full)
    _ = try await lobby.open(set.signedIn.session)
    #expect(await lobby.refusal { try await lobby.open(session.session) } == .access(.sessionOver(.moved)))
    // The code by which it was set up is used up; on a busy machine its half minute may have gone by meanwhile.
    #expect(await lobby.refusal { try await lobby.signIn(Lobby.bureau, Lobby.good, used) } == .access(.failed))
    #expect(await lobby.refusal { try await lobby.signIn(Lobby.bureau) } == .access(.failed))
    // The next one, at two daemons at once: one gets in.
    let next = totp.code(of: try await lobby.step() + 1)
    let both = await withTaskGroup(of: Bool.self) { group in
      for index in 0..<2 {
        group.addTask {
          let store = index == 0 ? lobby.first : lobby.second
          return (try? await lobby.signIn(Lobby.bureau, Lobby.good, next, at: store, from: "10.0.2.\(index)")) != nil
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(both.count { $0 } == 1)
    let spare = set.recoveryCodes[3]
    let entered = try await lobby.signIn(Lobby.bureau, Lobby.good, spare.lowercased(), from: "10.0.3.1")
    #expect(entered.stage == .full && entered.message.contains("还剩9个"))
    #expect(
      await lobby.refusal { try await lobby.signIn(Lobby.bureau, Lobby.good, spare, from: "10.0.3.1") }
        == .access(.failed))
    #expect(
      await lobby.refusal {
        try await lobby.signIn(Lobby.bureau, "Falsch#Wort9", set.recoveryCodes[4], from: "10.0.3.2")
      }
        == .access(.failed))
    // A wrong password did not use it up.
    _ = try await lobby.signIn(Lobby.bureau, Lobby.good, set.recoveryCodes[4], from: "10.0.3.3")
    // What is demanded cannot be taken away by oneself, only lost; then nothing is done before there is a new one.
    let again = try await lobby.signIn(Lobby.bureau, Lobby.good, set.recoveryCodes[5], from: "10.0.3.3")
    #expect(
      await lobby.refusal { try await lobby.desk().removeFactor(again.session, password: Lobby.good) }
        == .access(.factorDemanded(Lobby.bureau)))
    let actor = Actor(name: Lobby.officer)
    _ = try await lobby.security.resetFactor(of: Lobby.bureau, by: actor, at: lobby.moment)
    #expect(await lobby.refusal { try await lobby.open(again.session) } == .access(.sessionOver(.factor)))
    #expect(try await lobby.signIn(Lobby.bureau, from: "10.0.3.4").stage == .factor)
    await lobby.close()
  }

  @Test(
    "a telephone is changed by who has the password; without a key file nothing is opened, and with a new key all is")
  func factorKept() async throws {
    let lobby = try await Lobby()
    var session = try await lobby.settle(Lobby.clerk)
    #expect(
      await lobby.refusal { try await lobby.desk().beginFactor(session.session, password: "Falsch#Wort9") }
        == .access(.passwordWrong))
    session = try await lobby.bind(session.session, password: Lobby.good).answer.signedIn
    let (totp, _, answer) = try await lobby.bind(session.session, password: Lobby.good)
    session = answer.signedIn
    // A new key for all that is sealed.
    try await lobby.first.resealSecrets { try KeyChange.reseal($0, at: lobby.keyFile) }
    try await lobby.first.holdingSecrets { try KeyChange.tidy($0, at: lobby.keyFile) }
    let code = totp.code(of: try await lobby.step() + 1)
    _ = try await lobby.signIn(Lobby.clerk, Lobby.good, code)
    let content = try Data(contentsOf: URL(fileURLWithPath: lobby.keyFile))
    try FileManager.default.removeItem(atPath: lobby.keyFile)
    let refusal = await lobby.refusal { try await lobby.signIn(Lobby.clerk, Lobby.good, "123456") }
    #expect(refusal?.kind == .keyMissing)
    #expect(await lobby.refusal { try await lobby.signIn(Lobby.clerk, "Falsch#Wort9", "123456") } == .access(.failed))
    // A key of another service.
    _ = try KeyFile.make(lobby.keyFile)
    #expect(
      await lobby.refusal { try await lobby.signIn(Lobby.clerk, Lobby.good, "123456", from: "10.0.4.1") }
        == .access(.factorSealed(Lobby.clerk)))
    try content.write(to: URL(fileURLWithPath: lobby.keyFile))
    // Of whom none is demanded may do without again.
    #expect(
      try await lobby.desk().removeFactor(session.session, password: Lobby.good).message.hasPrefix("“王芳”的动态口令已解除"))
    #expect(try await lobby.signIn(Lobby.clerk, from: "10.0.4.2").stage == .full)
    await lobby.close()
  }

  @Test("whoever guesses waits where they are; nobody shuts an account for others, and a known device is let in")
  func guessing() async throws {
    let lobby = try await Lobby()
    let device = try await lobby.settle(Lobby.clerk).device
    // Forty at once, half at each daemon: no more are looked at than one after the other would be.
    let outcomes = await withTaskGroup(of: Refusal?.self) { group in
      for index in 0..<40 {
        group.addTask {
          let store = index.isMultiple(of: 2) ? lobby.first : lobby.second
          return await lobby.refusal {
            try await lobby.signIn(Lobby.clerk, "Falsch#Wort\(index)", at: store, from: "6.6.6.6")
          }
        }
      }
      return await group.reduce(into: [Refusal?]()) { $0.append($1) }
    }
    #expect(outcomes.count { $0 == .access(.failed) } == SignInGuard.failures)
    #expect(outcomes.count { $0?.kind == .signInWait } == 40 - SignInGuard.failures)
    // The right one is not looked at from there either, but from elsewhere it is.
    #expect(await lobby.refusal { try await lobby.signIn(Lobby.clerk, from: "6.6.6.6") }?.kind == .signInWait)
    _ = try await lobby.signIn(Lobby.clerk, from: "10.0.0.2")
    // Behind the same address a device that was here before is let in, and is held to its own failures.
    _ = try await lobby.signIn(Lobby.clerk, device: device, from: "6.6.6.6")
    for _ in 0..<SignInGuard.failures {
      #expect(
        await lobby.refusal { try await lobby.signIn(Lobby.clerk, "Falsch#Wort1", device: device, from: "7.7.7.7") }
          == .access(.failed))
    }
    #expect(
      await lobby.refusal { try await lobby.signIn(Lobby.clerk, device: device, from: "7.7.7.7") }?.kind == .signInWait)
    _ = try await lobby.signIn(Lobby.clerk, from: "10.0.0.3")
    // A device of another account is none.
    #expect(
      await lobby.refusal { try await lobby.signIn(Lobby.bureau, "Falsch#Wort1", device: device, from: "8.8.8.8") }
        == .access(.failed))
    // After a quarter of an hour it is looked at again.
    try await lobby.run("UPDATE sign_in_failure SET at = at - interval '16 minutes'")
    _ = try await lobby.signIn(Lobby.clerk, from: "6.6.6.6")
    await lobby.close()
  }

  @Test("who has the password and guesses the code waits wherever, and nobody else does by it")
  func guessingCodes() async throws {
    let lobby = try await Lobby()
    let session = try await lobby.settle(Lobby.clerk)
    let bound = try await lobby.bind(session.session, password: Lobby.good, device: session.device)
    let device = bound.answer.signedIn.device
    for index in 0..<SignInGuard.codeFailures {
      let refusal = await lobby.refusal {
        try await lobby.signIn(Lobby.clerk, Lobby.good, "12345a", from: "7.7.\(index).1")
      }
      #expect(refusal == .access(.failed))
    }
    let code = bound.totp.code(of: try await lobby.step() + 1)
    #expect(
      await lobby.refusal { try await lobby.signIn(Lobby.clerk, Lobby.good, code, from: "7.8.8.8") }?.kind
        == .signInWait)
    // Wrong passwords from as many places shut nothing.
    _ = try await lobby.settle(Lobby.bureau)
    for index in 0..<SignInGuard.accountSlows - 1 {
      _ = await lobby.refusal { try await lobby.signIn(Lobby.bureau, "Falsch#Wort9", from: "7.9.\(index).1") }
    }
    _ = try await lobby.signIn(Lobby.bureau, from: "7.10.1.1")
    #expect(try await lobby.signIn(Lobby.clerk, Lobby.good, code, device: device, from: "7.8.8.8").stage == .full)
    await lobby.close()
  }

  @Test("who tries many names from one address waits there with all of them")
  func spraying() async throws {
    let lobby = try await Lobby()
    _ = try await lobby.settle(Lobby.clerk)
    // As many names as there may be, each once: the rows of attempts that were made.
    try await lobby.run(
      """
      INSERT INTO sign_in_failure (who, address, is_wrong) SELECT sha256(n::text::bytea), '6.6.6.6', true
      FROM generate_series(1, \(SignInGuard.addressWaits)) AS n
      """)
    #expect(await lobby.refusal { try await lobby.signIn(Lobby.clerk, from: "6.6.6.6") }?.kind == .signInWait)
    _ = try await lobby.signIn(Lobby.clerk, from: "10.0.0.2")
    // A room full of people who are just signing in is none of it; of IPv6 a network is one address.
    try await lobby.run("UPDATE sign_in_failure SET is_wrong = false")
    _ = try await lobby.signIn(Lobby.clerk, from: "6.6.6.6")
    try await lobby.run("UPDATE sign_in_failure SET is_wrong = true, address = '20010db800000001/64'")
    #expect(await lobby.refusal { try await lobby.signIn(Lobby.clerk, from: "2001:db8:0:1::7") }?.kind == .signInWait)
    _ = try await lobby.signIn(Lobby.clerk, from: "2001:db8:0:2::7")
    await lobby.close()
  }

  @Test(
    "a name that is nobody's, an account out of use and one without a password fail alike, and take the same checks")
  func unknown() async throws {
    let lobby = try await Lobby()
    _ = try await lobby.settle(Lobby.clerk)
    _ = try await lobby.settle(Lobby.bureau)
    _ = try await lobby.first.setAccount(Lobby.bureau, disabled: true, on: lobby.today)
    var checks: [Int] = []
    for (index, name) in [Lobby.clerk, Lobby.bureau, Lobby.officer, "没有这个人", ""].enumerated() {
      for code in ["", "123456", "K7QXM-2RDTW"] {
        let before = lobby.office.done
        let refusal = await lobby.refusal {
          try await lobby.signIn(name, "Falsch#Wort9", code, from: "10.1.\(index).\(code.count)")
        }
        #expect(refusal == .access(.failed), "\(name)")
        checks.append(lobby.office.done - before)
      }
    }
    #expect(checks == Array(repeating: [1, 1, 2], count: 5).flatMap { $0 })
    // Neither what was typed for a name nor a password stands anywhere; the trail says that it was nobody's.
    let trail = try await lobby.texts("SELECT actor FROM audit_entry WHERE outcome = 'sign-in-failed' ORDER BY number")
    #expect(Set(trail) == [Lobby.clerk, Lobby.officer, AuditEntry.nobody])
    await lobby.close()
  }

  @Test("no table holds a password, a code, a token or what a telephone has")
  func secrets() async throws {
    let lobby = try await Lobby()
    let session = try await lobby.settle(Lobby.clerk)
    let begun = try await lobby.desk().beginFactor(session.session, password: Lobby.good)
    let totp = try #require(TOTP(typed: begun.typed))
    let set = try await lobby.desk().confirmFactor(session.session, code: totp.code(of: try await lobby.step()))
    let desk = try await lobby.open(set.signedIn.session)
    let token = try await desk.add(
      TokenRequest(name: "报表", readsOnly: true), from: Lobby.random, by: Actor(name: Lobby.clerk), at: lobby.moment)
    let drawn = try await lobby.draw(Lobby.bureau)
    _ = await lobby.refusal { try await lobby.signIn("Mein#Passwort7", "x") }
    let hex = totp.secret.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    let secrets =
      [
        Lobby.good, drawn, session.session, session.device, set.signedIn.session, token.secret, hex,
        begun.typed.filter { $0 != " " }, "Mein#Passwort7",
      ] + set.recoveryCodes + set.recoveryCodes.map { $0.filter { $0 != "-" } }
    let tables = try await lobby.texts(
      "SELECT relname::text FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'")
    #expect(tables.count > 60)
    for table in tables {
      let rows = try await lobby.texts("SELECT to_jsonb(t)::text FROM \(table) t")
      for secret in secrets {
        #expect(!rows.contains { $0.contains(secret) || $0.contains(secret.lowercased()) }, "\(table)")
      }
    }
    await lobby.close()
  }
}

@Suite("Sessions and tokens")
struct SessionTests {
  @Test(
    "a session ends on all daemons with what it stands on: role, account, password, idleness, time, too many others")
  func ends() async throws {
    let lobby = try await Lobby()
    _ = try await lobby.settle(Lobby.clerk)
    let day = lobby.today
    func over(_ session: SignedInAnswer) async -> Refusal? {
      // Seen by the other daemon, to which nobody said anything.
      await lobby.refusal { try await lobby.open(session.session, at: lobby.second) }
    }
    // A stolen one after a role was given or taken.
    var session = try await lobby.signIn(Lobby.clerk)
    let held = try await lobby.open(session.session, at: lobby.second)
    try await lobby.first.grant([Grant(.head, .all, from: day)], to: Lobby.clerk)
    #expect(await over(session) == .access(.sessionOver(.role)))
    session = try await lobby.signIn(Lobby.clerk)
    try await lobby.first.revoke(.head, nil, from: Lobby.clerk, on: day)
    #expect(await over(session) == .access(.sessionOver(.role)))
    _ = held
    // An account out of use, and in use again.
    session = try await lobby.signIn(Lobby.clerk)
    _ = try await lobby.first.setAccount(Lobby.clerk, disabled: true, on: day)
    #expect(await over(session) == .access(.sessionOver(.disabled)))
    #expect(await lobby.refusal { try await lobby.signIn(Lobby.clerk) } == .access(.failed))
    _ = try await lobby.first.setAccount(Lobby.clerk, disabled: false, on: day)
    #expect(await over(session) == .access(.sessionOver(.disabled)))
    // By hand in the database, past any program.
    session = try await lobby.signIn(Lobby.clerk)
    try await lobby.run("UPDATE account_role SET revoked_at = now(), revoked_by = 'dba' WHERE role = 'bureau'")
    _ = try await lobby.open(session.session, at: lobby.second)
    try await lobby.run("UPDATE account SET disabled_at = now() WHERE name = '王芳'")
    #expect(await over(session) == .access(.sessionOver(.disabled)))
    try await lobby.run("UPDATE account SET disabled_at = NULL WHERE name = '王芳'")
    // Half an hour without anything, twelve hours in all; somebody who does something stays.
    session = try await lobby.signIn(Lobby.clerk)
    try await lobby.run("UPDATE account_session SET seen_at = now() - interval '29 minutes' WHERE ended_at IS NULL")
    _ = try await lobby.open(session.session, at: lobby.second)
    try await lobby.run("UPDATE account_session SET seen_at = seen_at - interval '29 minutes' WHERE ended_at IS NULL")
    _ = try await lobby.open(session.session)
    try await lobby.run("UPDATE account_session SET seen_at = now() - interval '31 minutes' WHERE ended_at IS NULL")
    #expect(await over(session) == .access(.sessionOver(.idle)))
    session = try await lobby.signIn(Lobby.clerk)
    try await lobby.run("UPDATE account_session SET ends_at = now() WHERE ended_at IS NULL")
    #expect(await over(session) == .access(.sessionOver(.late)))
    // Three at most: the oldest ends.
    var all: [SignedInAnswer] = []
    for index in 0...AccessLimits.sessions {
      all.append(try await lobby.signIn(Lobby.clerk, from: "10.0.0.\(index + 9)"))
    }
    #expect(await over(all[0]) == .access(.sessionOver(.many)))
    for session in all.dropFirst() { _ = try await lobby.open(session.session) }
    // Signed out.
    _ = try await lobby.desk().signOut(all[1].session)
    #expect(await over(all[1]) == .access(.sessionOver(.signOut)))
    #expect(
      await over(SignedInAnswer(account: "", stage: .full, session: "jx_s_x", device: "", message: ""))
        == .access(.sessionOver(nil)))
    await lobby.close()
  }

  @Test("what was looked at before something changed does nothing after it, and leaves no word that it was done")
  func overtaken() async throws {
    let lobby = try await Lobby()
    let session = try await lobby.settle(Lobby.clerk)
    let before = try #require(try await lobby.first.credentials(of: Lobby.clerk, on: lobby.today))
    let proof = SignInProof(
      attempt: nil, who: [1], address: "10.0.0.9", device: nil, password: before.password?.id, rehashed: nil, code: nil)
    func new(_ byte: UInt8) -> NewSession {
      NewSession(digest: Array(repeating: byte, count: 32), device: nil, stage: .full, address: "x", agent: "x")
    }
    func enter(_ byte: UInt8) async throws -> Bool {
      let note = AuditNote(chain: "", action: .signIn, origin: "x", request: "\(byte)")
      let acting = lobby.second.acting(as: Lobby.clerk).noting(note)
      return try await acting.enter(before, by: proof, new(byte), on: lobby.today)
    }
    // A second factor was set up meanwhile.
    let bound = try await lobby.bind(session.session, password: Lobby.good).answer.signedIn
    #expect(try await !enter(1))
    let kept = try #require(try await lobby.first.sessions(of: Lobby.clerk).first)
    _ = try await lobby.first.endSessions(of: Lobby.clerk, nil, because: .other)
    // A session that was ended while a new password was hashed.
    let password = try #require(before.password?.id)
    let hash = try await lobby.office.hash(Password("Wq7!rTn5zB")).text
    let isChanged = try await lobby.first.changePassword(
      hash, of: Lobby.clerk, by: kept.id, replacing: password, remembered: 5, opening: new(2))
    #expect(!isChanged)
    #expect(await lobby.refusal { try await lobby.open(bound.session) } == .access(.sessionOver(.other)))
    #expect(try await lobby.first.sessions(of: Lobby.clerk).isEmpty)
    #expect(try await lobby.texts("SELECT request FROM audit_entry WHERE request IN ('1', '2')").isEmpty)
    // What was only begun is nobody's after a reset.
    _ = try await lobby.draw(Lobby.clerk)
    #expect(try await lobby.first.factorBegun(of: Lobby.clerk) == nil)
    #expect(try await !lobby.first.revokeToken("没有", of: Lobby.clerk))
    await lobby.close()
  }

  @Test("a session that somebody brings along is nobody's, and each step goes on under a secret of its own")
  func fixation() async throws {
    let lobby = try await Lobby()
    let drawn = try await lobby.draw(Lobby.bureau)
    var random = SystemRandomNumberGenerator()
    let planted = SecretToken(.session, from: &random).text
    #expect(await lobby.refusal { try await lobby.open(planted) } == .access(.sessionOver(nil)))
    // Nor is a device that somebody put there made a known one.
    let device = SecretToken(.device, from: &random).text
    let first = try await lobby.signIn(Lobby.bureau, drawn, device: device)
    #expect(first.device != device)
    #expect(
      try await lobby.first.knows(device: #require(SecretToken(.device, shown: first.device)).digest, of: Lobby.bureau))
    #expect(
      try await !lobby.first.knows(device: #require(SecretToken(.device, shown: device)).digest, of: Lobby.bureau))
    let second = try await lobby.desk().changePassword(
      first.session, old: nil, to: Lobby.good, device: first.device)
    #expect(second.device == first.device)
    let third = try await lobby.bind(second.session).answer.signedIn
    #expect(Set([planted, first.session, second.session, third.session]).count == 4)
    for old in [planted, first.session, second.session] {
      #expect(await lobby.refusal { try await lobby.open(old) }?.kind == .sessionOver)
    }
    _ = try await lobby.open(third.session)
    await lobby.close()
  }

  @Test("one's own are listed and ended, another's by 安全管理员 alone, on whichever daemon")
  func ended() async throws {
    let lobby = try await Lobby()
    _ = try await lobby.settle(Lobby.clerk)
    let (mine, other) = (
      try await lobby.signIn(Lobby.clerk), try await lobby.signIn(Lobby.clerk, at: lobby.second, from: "10.0.0.2")
    )
    let desk = try await lobby.open(mine.session)
    let wang = Actor(name: Lobby.clerk)
    let listed = try await desk.sessions(of: nil, everybody: false, by: wang).sessions
    #expect(listed.map(\.isOwn) == [false, true, false] && listed[0].address == "10.0.0.2")
    #expect(
      try await desk.endSessions(of: nil, listed[0].id, by: wang, at: lobby.moment).message == "已结束“王芳”的1个登录。")
    #expect(
      await lobby.refusal { try await lobby.open(other.session, at: lobby.second) } == .access(.sessionOver(.other)))
    #expect(
      await lobby.refusal { try await desk.endSessions(of: nil, listed[0].id, by: wang, at: lobby.moment) }
        == .access(.sessionUnknown(listed[0].id, account: Lobby.clerk)))
    for act in [
      { try await desk.sessions(of: Lobby.officer, everybody: false, by: wang) as Any },
      { try await desk.sessions(of: nil, everybody: true, by: wang) },
      { try await desk.endSessions(of: Lobby.officer, nil, by: wang, at: lobby.moment) },
      { try await desk.drawPassword(for: Lobby.officer, from: Lobby.random, by: wang, at: lobby.moment) },
      { try await desk.resetFactor(of: Lobby.officer, by: wang, at: lobby.moment) },
      { try await desk.revokeToken("报表", of: Lobby.officer, by: wang, at: lobby.moment) },
    ] as [() async throws -> Any] {
      #expect(await lobby.refusal(act)?.kind == .actionForbidden)
    }
    let actor = Actor(name: Lobby.officer)
    #expect(try await lobby.security.sessions(of: nil, everybody: true, by: actor).sessions.count == 2)
    _ = try await lobby.security.endSessions(of: Lobby.clerk, nil, by: actor, at: lobby.moment)
    #expect(await lobby.refusal { try await lobby.open(mine.session) } == .access(.sessionOver(.other)))
    await lobby.close()
  }

  @Test(
    "a password is changed by who knows it, guessed here no faster than at the door; the last five do not come again")
  func passwords() async throws {
    let lobby = try await Lobby()
    var session = try await lobby.settle(Lobby.clerk)
    let words = ["Wq7!rTn5zB", "Hj4$yVc8pE", "Ud6&bXs3kM", "Fg2*nLw9tR"]
    var last = Lobby.good
    for word in words {
      session = try await lobby.desk().changePassword(session.session, old: last, to: word)
      last = word
    }
    for word in [Lobby.good] + words {
      #expect(
        await lobby.refusal { try await lobby.desk().changePassword(session.session, old: last, to: word) }
          == .access(.passwordUnfit([.usedBefore(remembered: 5)])))
    }
    session = try await lobby.desk().changePassword(session.session, old: last, to: "Pz5^eGh7dS")
    _ = try await lobby.desk().changePassword(session.session, old: "Pz5^eGh7dS", to: Lobby.good)
    session = try await lobby.signIn(Lobby.clerk)
    for _ in 0..<SignInGuard.failures {
      #expect(
        await lobby.refusal {
          try await lobby.desk().changePassword(session.session, old: "Falsch#Wort9", to: "Pz5^eGh7dQ")
        }
          == .access(.passwordWrong))
    }
    let refusal = await lobby.refusal {
      try await lobby.desk().changePassword(session.session, old: Lobby.good, to: "Pz5^eGh7dQ")
    }
    #expect(refusal?.kind == .signInWait)
    // One that is too old lets in to nothing but a new one; by the other profile none ever is.
    try await lobby.run("UPDATE account_password SET set_at = set_at - interval '90 days' WHERE replaced_at IS NULL")
    #expect(try await lobby.signIn(Lobby.clerk, from: "10.0.0.2").stage == .password)
    _ = try await lobby.security.set(
      try SettingRequest("password-profile", to: "asvs"), by: Actor(name: Lobby.officer), at: lobby.moment)
    #expect(try await lobby.signIn(Lobby.clerk, from: "10.0.0.2").stage == .full)
    _ = try await lobby.security.set(
      try SettingRequest("second-factor", to: "all"), by: Actor(name: Lobby.officer), at: lobby.moment)
    #expect(try await lobby.signIn(Lobby.clerk, from: "10.0.0.2").stage == .factor)
    await lobby.close()
  }

  @Test("a token does what its account may, no more, where it is meant for, until it is taken back")
  func tokens() async throws {
    let lobby = try await Lobby()
    let session = try await lobby.settle(Lobby.clerk)
    let desk = try await lobby.open(session.session)
    let wang = Actor(name: Lobby.clerk, isSaid: false)
    let reading = try await desk.add(
      TokenRequest(name: "大屏", readsOnly: true, department: "304"), from: Lobby.random, by: wang, at: lobby.moment)
    let writing = try await desk.add(
      TokenRequest(name: "账务", readsOnly: false), from: Lobby.random, by: wang, at: lobby.moment)
    #expect(reading.token.scope.hasPrefix("只查看，130625 304 "))
    let reader = try await lobby.open(reading.secret, at: lobby.second)
    #expect(try await reader.list(DepartmentChoice()).departments.map(\.code) == ["304"])
    let spend = SpendRequest(
      project: "13062525P00019310002E", date: "2025-03-20", amount: "1元", voucher: "V-1")
    func record(_ desk: Desk) async throws -> Any { try await desk.record(spend, by: wang, at: lobby.moment) }
    #expect(await lobby.refusal { try await record(reader) }?.kind == .actionForbidden)
    let writer = try await lobby.open(writing.secret)
    _ = try await record(writer)
    // A token opens no further door.
    #expect(
      await lobby.refusal {
        try await writer.add(TokenRequest(name: "又一个", readsOnly: true), from: Lobby.random, by: wang, at: lobby.moment)
      }?
      .kind == .actionForbidden)
    #expect(
      await lobby.refusal {
        try await desk.add(TokenRequest(name: "账务", readsOnly: true), from: Lobby.random, by: wang, at: lobby.moment)
      }
        == .access(.tokenTaken("账务", account: Lobby.clerk)))
    for days in [0, AccessLimits.tokenDays + 1] {
      #expect(
        await lobby.refusal {
          try await desk.add(
            TokenRequest(name: "长", readsOnly: true, days: days), from: Lobby.random, by: wang, at: lobby.moment)
        } == .access(.tokenDays(days)))
    }
    #expect(
      await lobby.refusal {
        try await lobby.security.add(
          TokenRequest(name: "甲", readsOnly: true), from: Lobby.random, by: Actor(name: Lobby.officer), at: lobby.moment
        )
      } == .access(.tokenOfAdministrator(Lobby.officer, .security)))
    // After the role was taken the token is of no use, and after it was given back it is again.
    try await lobby.first.revoke(.clerk, nil, from: Lobby.clerk, on: lobby.today)
    let held = try await lobby.open(writing.secret, at: lobby.second)
    #expect(await lobby.refusal { try await record(held) }?.kind == .actionForbidden)
    try await lobby.first.grant([Grant(.clerk, .all, from: lobby.today)], to: Lobby.clerk)
    let used = try await lobby.security.tokens(everybody: true, by: Actor(name: Lobby.officer)).tokens
    #expect(used.map(\.name) == ["大屏", "账务"] && used.allSatisfy { $0.used != nil })
    _ = try await lobby.security.revokeToken(
      "大屏", of: Lobby.clerk, by: Actor(name: Lobby.officer), at: lobby.moment)
    #expect(await lobby.refusal { try await lobby.open(reading.secret) } == .access(.tokenOver))
    try await lobby.run("UPDATE account_token SET ends_at = now() WHERE name = '账务'")
    #expect(await lobby.refusal { try await lobby.open(writing.secret) } == .access(.tokenOver))
    #expect(
      await lobby.refusal {
        try await lobby.security.revokeToken("账务", of: Lobby.clerk, by: Actor(name: Lobby.officer), at: lobby.moment)
      } == .access(.tokenUnknown("账务", account: Lobby.clerk, known: [])))
    // Out of use is over for good.
    let third = try await lobby.open(try await lobby.signIn(Lobby.clerk).session).add(
      TokenRequest(name: "账务", readsOnly: false), from: Lobby.random, by: wang, at: lobby.moment)
    _ = try await lobby.first.setAccount(Lobby.clerk, disabled: true, on: lobby.today)
    _ = try await lobby.first.setAccount(Lobby.clerk, disabled: false, on: lobby.today)
    #expect(await lobby.refusal { try await lobby.open(third.secret) } == .access(.tokenOver))
    await lobby.close()
  }
}

import Contract
import Desk
import Domain
import Store
import TestSupport
import TestTools
import Testing

@testable import Credentials

/// By the word of a provider that is not ours, over HTTP, through two daemons.
@Suite("Sign-on at the desk", .enabled(if: PretendProcess.isThere))
struct SignOnDeskTests {
  @Test(
    "whoever the provider means comes in once, by the browser that went there; a second factor is asked for all the same"
  )
  func whole() async throws {
    let lobby = try await Lobby()
    let process = try PretendProcess(people: "u-4711", "u-4712")
    defer { process.stop() }
    let (first, second) = (SignOnDesk(lobby.desk()), SignOnDesk(lobby.desk(lobby.second)))
    #expect(await lobby.refusal { try await first.begin() } == .access(.signOnMissing))
    let keeper = Desk(lobby.first, at: .plain)
    let sun = Actor(name: "孙八")
    let request = ProviderRequest(
      issuer: process.issuer, client: "jixiao", secret: "s&e", back: "https://jixiao.example.gov.cn/sign-on/back",
      allowsClear: true)
    _ = try await keeper.setSignOn(request, keyFile: lobby.keyFile, by: sun, at: lobby.moment)
    #expect(
      try await lobby.texts("SELECT to_jsonb(p)::text FROM sign_on_provider p").allSatisfy { !$0.contains("s&e") })

    // Who is nobody here is told by what name to be linked.
    func goThere(_ subject: String) async throws -> (answer: [String: String], browser: String) {
      let begun = try await first.begin()
      return (try process.letIn("sub=\(subject)", by: begun.address), begun.browser)
    }
    let stranger = try await goThere("u-4711")
    #expect(
      await lobby.refusal { try await second.end(stranger.answer, browser: stranger.browser) }
        == .access(.signOnStranger(issuer: process.issuer, subject: "u-4711")))
    _ = try await keeper.linkSubject("u-4711", to: Lobby.clerk, by: sun, at: lobby.moment)
    #expect(
      await lobby.refusal { try await keeper.linkSubject("u-4711", to: Lobby.bureau, by: sun, at: lobby.moment) }
        == .access(.subjectTaken("u-4711", account: Lobby.clerk)))

    // Another browser is not let in by an answer that leaked, and then the answer is good for its own: begun on one daemon,
    // ended on the other; and never twice.
    let mine = try await goThere("u-4711")
    let other = try await first.begin()
    for browser in [nil, "", other.browser] {
      #expect(
        await lobby.refusal { try await second.end(mine.answer, browser: browser) } == .access(.signOn(.state)))
    }
    let session = try await second.end(mine.answer, browser: mine.browser)
    #expect(session.account == Lobby.clerk && session.stage == .full)
    _ = try await lobby.open(session.session)
    #expect(
      await lobby.refusal { try await first.end(mine.answer, browser: mine.browser) } == .access(.signOn(.state)))

    // 财政绩效股 has to set one up; whoever has one types its code, once.
    _ = try await keeper.linkSubject("u-4712", to: Lobby.bureau, by: sun, at: lobby.moment)
    var officer = try await goThere("u-4712")
    let unset = try await first.end(officer.answer, browser: officer.browser)
    #expect(unset.stage == .factor)
    let (totp, _, _) = try await lobby.bind(unset.session)
    officer = try await goThere("u-4712")
    let asked = try await first.end(officer.answer, browser: officer.browser)
    #expect(asked.stage == .code)
    #expect(await lobby.refusal { try await lobby.open(asked.session) } == .access(.unfinished(.code)))
    for act in [
      { try await lobby.desk().beginFactor(asked.session, password: nil) as Any },
      { try await lobby.desk().changePassword(asked.session, old: nil, to: Lobby.good) },
    ] as [() async throws -> Any] {
      #expect(await lobby.refusal(act) == .access(.unfinished(.code)))
    }
    #expect(
      await lobby.refusal { try await lobby.desk().enterCode(asked.session, code: "12345a", device: nil) }
        == .access(.failed))
    // Going there again is not getting in: the codes that were wrong count on.
    for _ in 1..<SignInGuard.failures {
      _ = await lobby.refusal { try await lobby.desk().enterCode(asked.session, code: "12345a", device: nil) }
    }
    let again = try await goThere("u-4712")
    let anew = try await second.end(again.answer, browser: again.browser)
    #expect(
      await lobby.refusal { try await lobby.desk().enterCode(anew.session, code: "12345a", device: anew.device) }?.kind
        == .signInWait)
    try await lobby.run("DELETE FROM sign_in_failure")
    let code = totp.code(of: try await lobby.step() + 1)
    let whole = try await lobby.desk(lobby.second).enterCode(asked.session, code: code, device: nil)
    #expect(whole.stage == .full)
    _ = try await lobby.open(whole.session)
    #expect(await lobby.refusal { try await lobby.open(asked.session) }?.kind == .sessionOver)

    // Out of use here is out of use, whatever the provider says.
    _ = try await lobby.first.setAccount(Lobby.clerk, disabled: true, on: lobby.today)
    let late = try await goThere("u-4711")
    #expect(await lobby.refusal { try await first.end(late.answer, browser: late.browser) }?.kind == .signOnStranger)
    // An attempt that lay about for too long.
    let old = try await goThere("u-4712")
    try await lobby.run("UPDATE sign_on_attempt SET began = began - interval '11 minutes'")
    #expect(await lobby.refusal { try await first.end(old.answer, browser: old.browser) } == .access(.signOn(.state)))
    _ = try await keeper.linkSubject("u-4712", to: nil, by: sun, at: lobby.moment)
    _ = try await keeper.removeSignOn(by: sun, at: lobby.moment)
    #expect(await lobby.refusal { try await first.begin() } == .access(.signOnMissing))
    await lobby.close()
  }
}

import ArgumentParser
import Contract
import Credentials
import Desk
import Domain
import Foundation

struct SignInCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign-in", abstract: "以账户登录；之后的命令都以它办理，直到退出或失效。",
    discussion: """
      首次登录用安全管理员给的首次密码，随后自己另设；必须用动态口令的账户，接着用手机上的验证器扫二维码绑定。
      登录保存在 ~/.config/jixiao/sign-in（只有本人能读）；30分钟没有操作或满12小时失效。程序用令牌（jixiao token add）。
      """)
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Argument(help: ArgumentHelp("账户。", valueName: "NAME")) var name: String?
  @Option(help: ArgumentHelp("动态口令或恢复码；不写则在终端上问。", valueName: "CODE")) var code: String?
  @Option(help: ArgumentHelp("密钥文件。", valueName: "FILE")) var keyFile: String?

  func run() async throws {
    let (name, code, output, key) = (self.name, self.code, output, KeyLocation(keyFile, database).path)
    try await Workplace.open(database) { workplace in
      let place = workplace.place
      let kept = try? KeptSignIn.read(of: place)
      let account = try (name ?? Prompt.line("账户：")).tightened
      let desk = try workplace.signInDesk(keyFile: key)
      let password = try Prompt.secret("密码：")
      let typed = try code ?? (isatty(STDIN_FILENO) == 0 ? nil : Prompt.line("动态口令（没有绑定的直接回车）："))
      let request = SignInRequest(account: account, password: password, code: typed, device: kept?.device)
      let answer = try await SignInCommand.finish(try await desk.signIn(request), desk, place)
      try output.say(DoneAnswer(answer.message))
    }
  }

  /// Goes on until the session is whole, keeping each as it comes.
  private static func finish(
    _ first: SignedInAnswer, _ desk: SignInDesk, _ place: String
  ) async throws -> SignedInAnswer {
    var answer = first
    let device = first.device
    try keep(answer, device, place)
    if answer.stage == .password {
      Output.note(answer.message)
      answer = try await UserPassword.change(answer.session, old: nil, device, desk)
      try keep(answer, device, place)
    }
    if answer.stage == .factor {
      Output.note(answer.message)
      answer = try await UserFactor.setUp(answer.session, password: nil, device, desk)
      try keep(answer, device, place)
    }
    return answer
  }

  static func keep(_ answer: SignedInAnswer, _ device: String, _ place: String) throws {
    try KeptSignIn(account: answer.account, session: answer.session, device: device).write(for: place)
  }
}

struct SignOutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "sign-out", abstract: "退出登录。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    let output = output
    try await Workplace.open(database) { workplace in
      guard var kept = try KeptSignIn.read(of: workplace.place), let session = kept.session else {
        throw Refusal.access(.sessionOver(nil))
      }
      // First there, then here: what cannot be ended must not be forgotten.
      let result: Result<DoneAnswer, any Error>
      do {
        result = .success(try await workplace.signInDesk(keyFile: "").signOut(session))
      } catch let refusal as Refusal where refusal.kind == .sessionOver {
        result = .failure(refusal)
      }
      kept.session = nil
      try kept.write(for: workplace.place)
      try output.say(try result.get())
    }
  }
}

/// What is done by the session that is kept here.
private func signedIn(
  _ database: DatabaseOptions, keyFile: String?,
  _ body: @escaping @Sendable (SignInDesk, KeptSignIn, String) async throws -> Void
) async throws {
  let key = KeyLocation(keyFile, database).path
  try await Workplace.open(database) { workplace in
    guard let kept = try KeptSignIn.read(of: workplace.place) else { throw Refusal.access(.sessionOver(nil)) }
    try await body(try workplace.signInDesk(keyFile: key), kept, workplace.place)
  }
}

struct UserPassword: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "password", abstract: "更改自己的密码；其他登录都失效。", discussion: "先登录（jixiao sign-in）。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    let output = output
    try await signedIn(database, keyFile: nil) { desk, kept, place in
      let session = kept.session ?? ""
      let stage = try await desk.stage(of: session)
      let old = stage == .password ? nil : try Prompt.secret("现在的密码：")
      let answer = try await UserPassword.change(session, old: old, kept.device, desk)
      try SignInCommand.keep(answer, kept.device, place)
      try output.say(DoneAnswer(answer.message))
    }
  }

  /// Asks for the new password until it may be one, where somebody sits there.
  static func change(_ session: String, old: String?, _ device: String, _ desk: SignInDesk) async throws
    -> SignedInAnswer
  {
    while true {
      let new = try Prompt.secret("新密码：")
      guard try Prompt.secret("再输一遍新密码：") == new else {
        guard isatty(STDIN_FILENO) != 0 else { throw ValidationError("两遍新密码不一样，没有更改。") }
        Output.note("两遍不一样，请重新输入。")
        continue
      }
      do {
        return try await desk.changePassword(session, old: old, to: new, device: device)
      } catch let refusal as Refusal where refusal.kind == .passwordUnfit && isatty(STDIN_FILENO) != 0 {
        Output.note(refusal.here)
      }
    }
  }
}

struct UserFactor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "factor", abstract: "绑定或解除自己的动态口令（手机验证器）。",
    discussion: "先登录（jixiao sign-in）。换手机的直接重新绑定；绑定好以前原来的仍然有效。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Flag(help: "解除绑定。") var remove = false
  @Option(help: ArgumentHelp("密钥文件。", valueName: "FILE")) var keyFile: String?

  func run() async throws {
    let (remove, output) = (remove, output)
    try await signedIn(database, keyFile: keyFile) { desk, kept, place in
      let session = kept.session ?? ""
      let stage = try await desk.stage(of: session)
      let password = stage == .full ? try Prompt.secret("现在的密码：") : nil
      if remove {
        return try output.say(try await desk.removeFactor(session, password: password ?? "", device: kept.device))
      }
      let answer = try await UserFactor.setUp(session, password: password, kept.device, desk)
      try SignInCommand.keep(answer, kept.device, place)
      try output.say(DoneAnswer(answer.message))
    }
  }

  /// Shows the picture and the secret, asks for a code, and shows the recovery codes.
  static func setUp(_ session: String, password: String?, _ device: String, _ desk: SignInDesk) async throws
    -> SignedInAnswer
  {
    let factor = try await desk.beginFactor(session, password: password, device: device)
    // To the terminal alone: what goes into a file or a log must not have it.
    Output.note(try QRPicture(factor.address).terminal(coloured: isatty(STDERR_FILENO) != 0))
    Output.note("请用手机上的验证器扫上面的二维码，或手工输入密钥：\(factor.typed)")
    while true {
      do {
        let answer = try await desk.confirmFactor(
          session, code: try Prompt.line("验证器上的6位口令："), device: device)
        Output.note("恢复码：")
        for code in answer.recoveryCodes { Output.note("  " + code) }
        return answer.signedIn
      } catch let refusal as Refusal where refusal.kind == .factorCodeWrong && isatty(STDIN_FILENO) != 0 {
        Output.note(refusal.here)
      }
    }
  }
}

struct UserReset: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset", abstract: "给账户抽一个首次密码，或解除丢失的动态口令；其登录都失效。",
    discussion: "首次密码72小时内登录一次有效，登录后由本人另设；任何人都不能替别人设密码。")
  @OptionGroup var account: AccountOptions
  @Flag(help: "解除动态口令（手机和恢复码都丢了），密码不变。") var factor = false

  func run() async throws {
    let (name, actor, output) = (account.name, account.actor.actor, account.output)
    guard !factor else {
      return try output.say(
        try await account.database.desk { try await $0.resetFactor(of: name, by: actor, at: .now) })
    }
    let answer = try await account.database.desk {
      try await $0.drawPassword(for: name, from: .ofSystem, by: actor, at: .now)
    }
    guard !output.json else { return try Output.answer(json: answer) }
    Output.answer(answer.password)
    Output.note(answer.message)
  }
}

struct UserSessions: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sessions", abstract: "列出或结束登录：自己的；安全管理员也可以结束别人的。")
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @OptionGroup var actor: ActorOptions
  @Argument(help: ArgumentHelp("账户，不写是自己的。", valueName: "NAME")) var name: String?
  @Flag(help: "列出所有账户的。") var everybody = false
  @Option(help: ArgumentHelp("结束这个编号的登录。", valueName: "ID")) var end: Int64?
  @Flag(help: "结束全部登录。") var endAll = false

  func validate() throws {
    if endAll, end != nil { throw ValidationError("--end 和 --end-all 只能写一个。") }
    if everybody, name != nil { throw ValidationError("写了账户就不要写 --everybody。") }
    if everybody, endAll || end != nil { throw ValidationError("要结束登录的，请写明账户。") }
  }

  func run() async throws {
    let (name, everybody, id, actor) = (name, everybody, end, actor.actor)
    if endAll || id != nil {
      return try output.say(
        try await database.desk { try await $0.endSessions(of: name, id, by: actor, at: .now) })
    }
    let answer = try await database.desk { try await $0.sessions(of: name, everybody: everybody, by: actor) }
    guard !output.json else { return try Output.answer(json: answer) }
    if answer.sessions.isEmpty { Output.answer("没有登录。") }
    for session in answer.sessions {
      Output.answer(
        "\(session.id) \(session.account)，\(session.address)，\(session.agent)，登录于 \(session.since)，最近 \(session.seen)"
          + (session.isOwn ? "（本次）" : ""))
    }
  }
}

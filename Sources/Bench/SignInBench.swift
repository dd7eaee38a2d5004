internal import Contract
package import Credentials
internal import Desk
internal import Domain
internal import Store

/// What signing in costs beside the check of a password alone, whether an unknown name can be told by the time, and whether a
/// rush of people leaves others served.
package enum SignInBench {
  private static let password = "Kx9#mQ2vLp"

  /// `people` at once, `rounds` times; each from an address of its own, so that nobody has to wait.
  package static func run(
    people: Int, rounds: Int, random: Randomness, in database: BenchDatabase,
    report: @escaping @Sendable (String) -> Void
  ) async throws -> [BenchRow] {
    let store = Store(url: database.url, connections: 8)
    let day = try await store.databaseTime().day
    report("造\(people)个账户…")
    for index in 0..<people {
      let name = "人\(index)"
      try await store.addAccount(name, .business, [Grant(.clerk, .all, from: day)], osUser: nil)
      let hash = try await PasswordOffice.ofProcess.hash(Password(password))
      try await store.setPassword(hash.text, of: name, remembered: 5)
    }
    let hash = try await PasswordOffice.ofProcess.hash(Password(password))
    let all = people * rounds

    report("\(people)人同时登录，\(rounds)次…")
    BenchRow.forgetPeak()
    let (entering, _) = try await seconds {
      try await atOnce(people, rounds) { person, round in
        _ = try await attempt("人\(person)", password, 0, person, round, store, random)
      }
    }
    let peak = BenchRow.peak()
    report("同样多次，只核对密码…")
    let (checking, _) = try await seconds {
      try await atOnce(people, rounds) { _, _ in
        _ = try await PasswordOffice.ofProcess.check(Password(password), against: hash)
      }
    }
    report("错的密码：有的账户和没有的账户，轮流…")
    var (known, unknown) = ([Double](), [Double]())
    for index in 0..<all {
      try Task.checkCancellation()
      known.append(try await seconds { try await failing("人\(index % people)", 1, index, store, random) }.0)
      unknown.append(try await seconds { try await failing("没有\(index % people)", 2, index, store, random) }.0)
    }
    report("旁人的查询：没有人登录时，和\(people)人同时登录时…")
    let quiet = try await asking(store, until: { $0 >= 200 })
    let rush = Task {
      try await atOnce(people, rounds) { person, round in
        _ = try await attempt("人\(person)", password, 3, person, round, store, random)
      }
    }
    let busy = try await asking(store, until: { $0 >= 200 })
    try await rush.value
    await store.close()
    return [
      BenchRow(
        "\(people)人同时登录", amount: all, unit: "次/s", seconds: entering, peer: "只核对密码", theirSeconds: checking,
        peakMiB: peak),
      BenchRow(
        "没有的账户登录失败（中位数）", amount: 1, unit: "次/s", seconds: middle(unknown), peer: "有的账户", theirSeconds: middle(known)),
      BenchRow(
        "登录高峰时旁人的查询（中位数）", amount: 1, unit: "次/s", seconds: middle(busy), peer: "没有人登录时", theirSeconds: middle(quiet)),
      BenchRow(
        "登录高峰时旁人的查询（第99百分位）", amount: 1, unit: "次/s", seconds: last(busy), peer: "没有人登录时", theirSeconds: last(quiet)),
    ]
  }

  private static func atOnce(
    _ people: Int, _ rounds: Int, _ act: @escaping @Sendable (Int, Int) async throws -> Void
  ) async throws {
    for round in 0..<rounds {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for person in 0..<people { group.addTask { try await act(person, round) } }
        try await group.waitForAll()
      }
    }
  }

  private static func attempt(
    _ name: String, _ password: String, _ part: Int, _ person: Int, _ round: Int, _ store: Store,
    _ random: Randomness
  ) async throws -> SignedInAnswer {
    let desk = SignInDesk(
      store, at: .plain, keyFile: "", makesKeys: false, common: CommonPasswords(), random: random,
      from: "10.\(part).\(person).\(round)", agent: "bench")
    return try await desk.signIn(SignInRequest(account: name, password: password))
  }

  private static func failing(_ name: String, _ part: Int, _ index: Int, _ store: Store, _ random: Randomness)
    async throws
  {
    do {
      _ = try await attempt(name, "Falsch#Wort9", part, index % 250, index / 250, store, random)
    } catch let refusal as Refusal where refusal.kind == .signInFailed {
      return
    }
    throw BenchFailure("错的密码没有被拒绝，测量无效。")
  }

  /// How long a question of somebody else takes, again and again.
  private static func asking(_ store: Store, until isEnough: (Int) -> Bool) async throws -> [Double] {
    var times: [Double] = []
    while !isEnough(times.count) {
      times.append(try await seconds { _ = try await store.divisions() }.0)
      try await Task.sleep(for: .milliseconds(5))
    }
    return times
  }

  private static func middle(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }
  private static func last(_ times: [Double]) -> Double { times.sorted()[times.count * 99 / 100] }
}

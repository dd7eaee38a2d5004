package import Credentials
internal import Desk
internal import Domain
internal import Embedded
internal import Foundation
internal import Pages
internal import Reports
internal import Store

/// The pages of a daemon as browsers ask for them, by wrk, beside the same bytes made before and beside bare questions of pgbench:
/// with a hundred projects, and with very many.
package enum WebBench {
  /// How much is asked.
  package struct Load: Sendable {
    /// How many projects the full database has; connections at a time; seconds each measurement lasts.
    package let projects: Int, connections: Int, seconds: Int

    /// Some load.
    package init(projects: Int, connections: Int, seconds: Int) {
      (self.projects, self.connections, self.seconds) = (projects, connections, seconds)
    }
  }

  /// The day of all figures, and the daemon's clock.
  static let day = "2025-07-01"
  /// The rows of a page of the list.
  private static let rows = ProjectList.pageSize

  /// Measures a small database and a full one.
  ///
  /// - Parameters:
  ///   - program: this program, which is run as a daemon.
  ///   - random: where sessions come from.
  package static func run(
    _ load: Load, program: String, random: Randomness, in full: BenchDatabase,
    report: @escaping @Sendable (String) -> Void
  ) async throws -> [BenchRow] {
    try Tool.check(["wrk", "pgbench"])
    let small = try await BenchDatabase.with(serverURL: full.url, called: "web") { small in
      try await self.small(load, program, random, in: small, report: report)
    }
    let county = try await BenchDatabase.with(serverURL: full.url, called: "county") { county in
      try await self.county(load, program, random, in: county, report: report)
    }
    return small.rows + county + (try await large(load, program, random, small.peers, in: full, report: report))
  }

  private static func small(
    _ load: Load, _ program: String, _ random: Randomness, in database: BenchDatabase,
    report: @escaping @Sendable (String) -> Void
  ) async throws -> (peers: Peers, rows: [BenchRow]) {
    report("造\(rows)个项目…")
    try await database.run(EvaluateBench.province(rows))
    try await database.run(String(cString: embedded_bench_year()))
    let (peers, rendering) = try await peers(load, database, report: report)
    let visited = try await visited(database, program, random, report: report) { daemon, visitor in
      var all = try await list(
        "/projects，\(rows)个项目", "/projects", most: 0.05, load, daemon, visitor, peers, report: report)
      all.append(BenchRow(memory: "空闲的守护进程", mebibytes: daemon.idle, most: 60))
      all += try await saving(load, daemon, visitor, database, report: report)
      all += try await screens(daemon, visitor, database, random, report: report)
      return all + (try await streams(daemon, visitor, report: report))
    }
    return (peers, rendering + visited)
  }

  /// The pages that look over all departments, for a county of sixty with twenty projects each, and one person who asks again and
  /// again.
  private static func county(
    _ load: Load, _ program: String, _ random: Randomness, in database: BenchDatabase,
    report: @escaping @Sendable (String) -> Void
  ) async throws -> [BenchRow] {
    report("造60个部门，各20个项目…")
    try await database.run(EvaluateBench.province(60 * 20, each: 20))
    try await database.run(String(cString: embedded_bench_year()))
    return try await visited(database, program, random, watches: true, report: report) { daemon, visitor in
      var rows: [BenchRow] = []
      for path in ["/", "/bureau", "/bureau/submissions", "/alerts", "/forms", "/entry"] {
        let (first, _) = try await seconds { try visitor.open(path) }
        report(path + "…")
        let got = try await Tool.wrk(
          daemon.address + path, Load(projects: 0, connections: 1, seconds: load.seconds), cookie: visitor.cookie)
        rows.append(BenchRow(limit: "\(path)，60个部门，第99百分位", seconds: got.last, most: 0.1))
        rows.append(BenchRow(limit: "同上，第一个人问", seconds: first, most: 1))
      }
      return rows
    }
  }

  private static func large(
    _ load: Load, _ program: String, _ random: Randomness, _ peers: Peers, in database: BenchDatabase,
    report: @escaping @Sendable (String) -> Void
  ) async throws -> [BenchRow] {
    report("造\(load.projects)个项目…")
    try await database.run(EvaluateBench.province(load.projects))
    try await database.run(String(cString: embedded_bench_year()))
    let last = min(1_000, (load.projects + rows - 1) / rows)
    return try await visited(database, program, random, report: report) { daemon, visitor in
      var all = try await list(
        "/projects，\(load.projects)个项目，第1页", "/projects", most: 0.1, load, daemon, visitor, peers, report: report)
      all += try await list(
        "同上，第\(last)页", "/projects?page=\(last)", most: 0.1, load, daemon, visitor, peers, report: report)
      all += try await whileRecording(load, daemon, visitor, database, report: report)
      return all + [BenchRow(memory: "忙过以后的守护进程", mebibytes: daemon.peak, most: 200)]
    }
  }

  // MARK: - The peers

  /// What the other figures are held against, a second.
  struct Peers: Sendable {
    let prebuilt: Double, questions: Double
  }

  private static func peers(
    _ load: Load, _ database: BenchDatabase, report: @Sendable (String) -> Void
  ) async throws -> (Peers, [BenchRow]) {
    let day = try Day.parse(day)
    let list = try await Desk(database.store, at: .page).projectList(ProjectQuery(), asOf: day)
    let server = try await PageServer.start { ProjectsPage.page(list, MoneyShown.yuan, $0).document($0).bytes }
    defer { server.stop() }
    report("先做好的同样的字节…")
    let prebuilt = try await Tool.wrk(server.address + PageServer.prebuilt, load)
    report("每次现做，不问数据库…")
    let rendered = try await Tool.wrk(server.address + PageServer.rendered, load)
    report("pgbench -S…")
    let questions = try await Tool.pgbench(database.url, load)
    let row = BenchRow(
      "做一页\(list.rows.count)行的列表（\(server.size / 1_000) kB），不问数据库", amount: rendered.count, unit: "页/s",
      seconds: rendered.seconds, peer: "先做好的同样的字节", theirSeconds: Double(rendered.count) / prebuilt.rate)
    return (Peers(prebuilt: prebuilt.rate, questions: questions), [row])
  }

  // MARK: - A daemon and somebody who visits it

  private static func visited(
    _ database: BenchDatabase, _ program: String, _ random: Randomness, watches: Bool = false,
    report: @Sendable (String) -> Void,
    _ body: (BenchDaemon, BenchVisitor) async throws -> [BenchRow]
  ) async throws -> [BenchRow] {
    report("启动守护进程，等它把该评判的都评判完…")
    let daemon = try await BenchDaemon.start(program, database, clock: day + "T10:00x1")
    do {
      let visitor = try await BenchVisitor.enter("张三", watches: watches, daemon, database, random)
      let rows = try await body(daemon, visitor)
      await daemon.stop()
      return rows
    } catch {
      await daemon.stop()
      throw error
    }
  }

  private static func list(
    _ work: String, _ path: String, most: Double, _ load: Load, _ daemon: BenchDaemon, _ visitor: BenchVisitor,
    _ peers: Peers,
    report: @Sendable (String) -> Void
  ) async throws -> [BenchRow] {
    // The first to ask for a list has it worked out; it is told by itself.
    let (first, _) = try await seconds { try visitor.open(path) }
    report(work + "…")
    let got = try await Tool.wrk(daemon.address + path, load, cookie: visitor.cookie)
    return [
      BenchRow(
        work + "，\(load.connections)条连接", amount: got.count, unit: "页/s", seconds: got.seconds, peer: "先做好的同样的字节",
        theirSeconds: Double(got.count) / peers.prebuilt),
      BenchRow(
        "同上", amount: got.count, unit: "页/s", seconds: got.seconds, peer: "pgbench -S",
        theirSeconds: Double(got.count) / peers.questions),
      BenchRow(limit: work + "，第99百分位", seconds: got.last, most: most),
      BenchRow(limit: work + "，第一个人问", seconds: first, most: 1),
    ]
  }

  /// The list while somebody records a payment ten times a second, so that it is never as it was.
  private static func whileRecording(
    _ load: Load, _ daemon: BenchDaemon, _ visitor: BenchVisitor, _ database: BenchDatabase,
    report: @Sendable (String) -> Void
  ) async throws -> [BenchRow] {
    report("同样的列表，同时每秒记10笔支出…")
    let store = Store(url: database.url, connections: 1)
    let recording = Task { () async throws -> Int in
      var number = 0
      while !Task.isCancelled {
        let code = code(1 + (number + 1) * 37 % load.projects)
        _ = try await store.append(
          SpendingLine(project: code, date: "2025-06-19", amount: "0.01", voucher: "W-\(number + 1)"))
        number += 1
        try? await Task.sleep(for: .milliseconds(100))
      }
      return number
    }
    let got = try await Tool.wrk(daemon.address + "/projects", load, cookie: visitor.cookie)
    recording.cancel()
    // A list that nobody changed would have been measured as if somebody had.
    let count = try await recording.value
    guard count >= load.seconds * 4 else { throw BenchFailure("同时只记了\(count)笔支出，测量无效。") }
    await store.close()
    return [BenchRow(limit: "/projects，\(load.projects)个项目，每秒记10笔时，第99百分位", seconds: got.last, most: 0.1)]
  }

  /// The code of a project of the made province.
  static func code(_ number: Int) -> String { "13000025P" + String(format: "%012d", number) }

  // MARK: - Saving, hearing

  private static func saving(
    _ load: Load, _ daemon: BenchDaemon, _ visitor: BenchVisitor, _ database: BenchDatabase,
    report: @Sendable (String) -> Void
  ) async throws -> [BenchRow] {
    report("一次保存50行…")
    let token = try visitor.token(at: "/entry")
    let fields = (0..<50).map {
      "&project-\($0)=\(code($0 % rows + 1))&date-\($0)=2025-06-19&amount-\($0)=0.01&memo-\($0)=x"
    }
    let got = try await Tool.wrk(
      daemon.address + "/entry", Load(projects: 0, connections: 1, seconds: load.seconds), cookie: visitor.cookie,
      posting: "token=\(token)&act=all&lines=50" + fields.joined(), numbering: ("&voucher-", 50))
    let kept = try await database.numbers(embedded_bench_typed_payments()).first ?? 0
    guard kept >= got.count * 50 else { throw BenchFailure("\(got.count)次保存只记下\(kept)笔，测量无效。") }
    return [BenchRow(limit: "保存50行支出，第99百分位（\(got.count)次）", seconds: got.last, most: 0.1)]
  }

  private static func streams(
    _ daemon: BenchDaemon, _ visitor: BenchVisitor, report: @Sendable (String) -> Void
  ) async throws -> [BenchRow] {
    report("1000条消息流…")
    let before = daemon.memory
    var open: [BenchSocket] = []
    for _ in 0..<1_000 {
      let socket = try BenchSocket(port: daemon.port)
      try socket.send(visitor.request("GET", "/events"))
      try socket.await("retry:")
      open.append(socket)
    }
    let after = daemon.memory
    open.forEach { $0.close() }
    return [BenchRow(memory: "1000条消息流，另用", mebibytes: max(0, after - before), most: 30)]
  }

  /// From a payment sent in one browser to the page of another that shows it.
  private static func screens(
    _ daemon: BenchDaemon, _ visitor: BenchVisitor, _ database: BenchDatabase, _ random: Randomness,
    report: @Sendable (String) -> Void
  ) async throws -> [BenchRow] {
    report("记一笔支出，到另一个人的屏幕…")
    let other = try await BenchVisitor.enter("李四", daemon, database, random)
    let news = try BenchSocket(port: daemon.port)
    try news.send(other.request("GET", "/events"))
    try news.await("retry:")
    var times: [Double] = []
    let token = try visitor.token(at: "/projects/\(code(7))")
    for number in 1...100 {
      try Task.checkCancellation()
      let amount = "1\(number).77"
      let (time, _) = try await seconds {
        try visitor.post(
          "/projects/\(code(7))/payments",
          "token=\(token)&date=2025-06-19&amount=\(amount)&voucher=S-\(number)")
        // The page is asked for when there is news, until it shows the payment, as a browser does.
        repeat {
          try news.await("event: changed")
        } while try !other.open("/projects/\(code(7))").contains("S-\(number)<")
      }
      times.append(time)
    }
    news.close()
    return [
      BenchRow(limit: "记一笔支出到另一个浏览器显示，第99百分位", seconds: times.sorted()[98], most: 1),
      BenchRow(limit: "同上，中位", seconds: times.sorted()[50], most: 1),
    ]
  }
}

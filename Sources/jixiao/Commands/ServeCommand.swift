import ArgumentParser
import Credentials
import Desk
import Domain
import Foundation
import Hummingbird
import Logging
import Notify
import Pages
import Postgres
import Reports
import Scheduler
import Store
import Web

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "守护进程：按日程评判各部门，及时把预警通知到人。",
    discussion: """
      可以同时运行任意多个，随时启动和停止。按 Ctrl-C 或用 SIGTERM 停止：不再领新任务，手头的做完或退回。
      --clock 用模拟时间运行，供演示和测试，例如 2025-06-20T08:00x86400 表示从该时刻起一秒过一天。数据第一次按哪种时钟运行，
      以后就只能按哪种：演示请用 --data 另建一份数据。
      """)

  @OptionGroup var database: DatabaseOptions
  @Option(help: ArgumentHelp("页面和健康检查的监听地址。", valueName: "HOST:PORT")) var listen = "127.0.0.1:8300"
  @Option(help: ArgumentHelp("TLS 证书（PEM，含上级证书），与 --tls-key 一起用。", valueName: "FILE")) var tlsCert: String?
  @Option(help: ArgumentHelp("TLS 证书的私钥（PEM）。", valueName: "FILE")) var tlsKey: String?
  @Option(
    help: ArgumentHelp(
      "前面的反向代理所在网段，如 10.1.0.5 或 10.1.0.0/16：由它加密（TLS），只信它转来的来源地址；可以写多次。", valueName: "CIDR"))
  var behindProxy: [String] = []
  @Option(help: ArgumentHelp("模拟时钟：时间[x倍速]，或 @文件。", valueName: "DATE-TIME[xSPEED]")) var clock: ClockArgument?
  @Option(help: ArgumentHelp("同时执行的任务数。", valueName: "N")) var workers = 2
  @Option(help: ArgumentHelp("内存上限（MiB），超出时本进程退出。", valueName: "N")) var memoryLimit = 2_048
  @Option(help: ArgumentHelp("一个任务最长执行多少秒，超出时放弃。", valueName: "N")) var jobLimit = 60
  @Option(help: ArgumentHelp("密钥文件（也可用环境变量 JIXIAO_KEY_FILE，默认在数据目录）。", valueName: "FILE")) var keyFile: String?
  @Option(help: ArgumentHelp("把每天留存的审计链末端也写到这个目录，一天一个文件，如另一台机器的共享目录。", valueName: "DIR"))
  var headsTo: String?
  @Option(help: ArgumentHelp("健康检查的连接空闲多少秒后关闭。", valueName: "N")) var httpIdle = 60
  @Option(help: ArgumentHelp("同时打开的网页连接最多多少条。", valueName: "N")) var httpConnections = ConnectionLimits.usual
  @Option(help: ArgumentHelp("日志级别：debug、info、warning、error。", valueName: "LEVEL")) var logLevel: LogLevel = .info

  struct LogLevel: ExpressibleByArgument {
    static let info = LogLevel(level: .info)
    let level: Logger.Level
    init(level: Logger.Level) { self.level = level }
    init?(argument: String) {
      guard let level = Logger.Level(rawValue: argument) else { return nil }
      self.level = level
    }
    var defaultValueDescription: String { level.rawValue }
  }

  private var address: (host: String, port: Int)? {
    guard let colon = listen.lastIndex(of: ":"), let port = Int(listen[listen.index(after: colon)...]),
      (0...65535).contains(port), colon != listen.startIndex
    else { return nil }
    return (String(listen[..<colon]), port)
  }

  func validate() throws {
    if address == nil { throw ValidationError("--listen 应写成 主机:端口，如 127.0.0.1:8300，收到“\(listen)”。") }
    for network in behindProxy where ProxyNetwork(network) == nil {
      throw ValidationError("--behind-proxy 应为地址或网段，如 10.1.0.5 或 10.1.0.0/16，收到“\(network)”。")
    }
    if (tlsCert == nil) != (tlsKey == nil) { throw ValidationError("--tls-cert 和 --tls-key 要一起写。") }
    if let address, !ServeCommand.isLoopback(address.host), behindProxy.isEmpty, tlsCert == nil {
      throw ValidationError(
        "\(address.host) 能从别的机器访问，不加密的话，密码和登录会在网上明文传送。"
          + "请用 --tls-cert 和 --tls-key 加密，或用 --behind-proxy 写明前面加密的反向代理，或者只监听 127.0.0.1。")
    }
    if !(1...64).contains(workers) { throw ValidationError("--workers 应在 1 到 64 之间，收到 \(workers)。") }
    if httpConnections < 16 { throw ValidationError("--http-connections 不能小于 16，收到 \(httpConnections)。") }
    if httpIdle < 1 { throw ValidationError("--http-idle 应为正数，收到 \(httpIdle)。") }
    if jobLimit < 1 { throw ValidationError("--job-limit 应为正数，收到 \(jobLimit)。") }
    if memoryLimit < 256 { throw ValidationError("--memory-limit 不能小于 256（MiB），收到 \(memoryLimit)。") }
  }

  private static func isLoopback(_ host: String) -> Bool {
    host == "localhost" || host == "::1" || host == "[::1]" || ProxyNetwork("127.0.0.0/8")?.contains(host) == true
  }

  func run() async throws {
    guard let address else { return }
    Limits.memory(mebibytes: memoryLimit)
    let level = logLevel.level
    LoggingSystem.bootstrap { label in
      var handler = StreamLogHandler.standardError(label: label)
      handler.logLevel = level
      return handler
    }
    // Stopping is no failure, whatever it was waiting for.
    do {
      try await serve(at: address)
    } catch is CancellationError {
      Output.note("已停止。")
    } catch let failure as PostgresError where failure.stage == .cancelled {
      Output.note("已停止。")
    }
  }

  private func serve(at address: (host: String, port: Int)) async throws {
    let (argument, key, workers, folder) = (clock, KeyLocation(keyFile, database).path, workers, headsTo)
    let certificate = try ServeCommand.certificate(tlsCert, tlsKey)
    let reach = Site.Reach(
      isSecure: certificate != nil || !behindProxy.isEmpty, proxies: behindProxy.compactMap { ProxyNetwork($0) })
    let limits = ConnectionLimits(
      descriptors: Limits.descriptors(), most: httpConnections, idleSeconds: httpIdle)
    let limit = Duration.seconds(jobLimit)
    try await Workplace.open(database, connections: workers + 6, idleTransactionMilliseconds: 10_000, lasting: true) {
      workplace in
      let given = try argument?.clock()
      let clock = try await workplace.store.patiently { () async throws -> ServiceClock in
        let clock: ServiceClock
        if let given { clock = given } else { clock = .real(startingAt: try await workplace.store.databaseTime()) }
        try await workplace.store.choose(clock: clock.kind)
        if let file = try? KeyFile.open(key) { try await KeyRoom(store: workplace.store, path: key).noteKeys(file) }
        try await ServeCommand.warnOfLaterAlerts(workplace.store, clock)
        return clock
      }
      var options = Daemon.Options()
      options.workers = workers
      options.jobLimit = limit
      options.workbook = { $0.workbook(title: $1) }
      options.host = ProcessInfo.processInfo.hostName
      options.pid = Int(ProcessInfo.processInfo.processIdentifier)
      let log = Logger(label: "jixiao")
      let links = MailLinks(store: workplace.store, keyFile: key, makesKeys: workplace.isPrivate)
      let daemon = Daemon(
        store: workplace.store, clock: clock, options: options, log: log, send: sender(keyFile: key, links: links),
        whatHinders: readiness(keyFile: key),
        isolate: IsolatedJob.isolation(url: workplace.url, limit: limit * 0.75, now: clock.now),
        giveUp: { reason in
          Output.note(reason)
          _exit(70)
        })
      let door = PageDoor(reach: reach, certificate: certificate, keyFile: key, clock: clock.now)
      try await ServeCommand.run(daemon, workplace, address, limits, door, headsTo: folder, log)
    }
  }

  private static func certificate(_ certificate: String?, _ key: String?) throws -> WebServer.Certificate? {
    guard let certificate, let key else { return nil }
    do {
      return try WebServer.Certificate(certificate: certificate, key: key)
    } catch {
      throw ValidationError("证书 \(certificate) 或私钥 \(key) 不能用（\(error)）。两个都应为 PEM 文件，并且是一对。")
    }
  }

  /// How the pages are reached, and by what clock they show figures.
  private struct PageDoor: Sendable {
    let reach: Site.Reach, certificate: WebServer.Certificate?, keyFile: String
    let clock: @Sendable () -> Instant
  }

  private static func run(
    _ daemon: Daemon, _ workplace: Workplace, _ address: (host: String, port: Int), _ limits: ConnectionLimits,
    _ door: PageDoor, headsTo folder: String?, _ log: Logger
  ) async throws {
    let watching = Store(
      Configuration(
        url: workplace.url, statementTimeoutMilliseconds: 2_000, connectTimeoutSeconds: 2,
        statementDeadlineMilliseconds: 3_000), connections: 2)
    let counting = Store(
      Configuration(url: workplace.url, statementTimeoutMilliseconds: 60_000, statementDeadlineMilliseconds: 70_000),
      connections: 1)
    // Connections of the pages' own: whoever looks at a big list must not make the daemon wait.
    let paging = Store(
      Configuration(
        url: workplace.url, statementTimeoutMilliseconds: 30_000,
        commitTimeoutMilliseconds: DatabaseOptions.commitMilliseconds, idleTransactionTimeoutMilliseconds: 10_000,
        statementDeadlineMilliseconds: 35_000, listenURL: DatabaseOptions.listenURL), connections: 8)
    var quiet = log
    quiet.logLevel = .critical
    let health = HealthSite(
      desk: Desk(watching, at: .commandLine), counting: Desk(counting, at: .commandLine),
      counters: { daemon.counters.all }, problems: { daemon.problems })
    let front = FrontDesk(
      paging, at: .page, keyFile: door.keyFile, makesKeys: workplace.isPrivate, common: try .ofSystem(),
      random: .ofSystem, hearsPastPooler: DatabaseOptions.listenURL != nil)
    let pages = Site(front, reach: door.reach, wall: { Instant.wallClock }, clock: door.clock, log: log)
    let site = try WebServer.application(
      health: health, site: pages, host: address.host, port: address.port, certificate: door.certificate,
      limits: limits, log: quiet)
    let scheme = door.certificate == nil ? "http" : "https"
    Output.note("守护进程已启动，页面：\(scheme)://\(address.host):\(address.port)/ ，健康检查：/readyz ，按 Ctrl-C 停止。")
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        if let reason = await daemon.run() { throw Unavailable(description: "守护进程已停止：\(reason)") }
      }
      group.addTask {
        do {
          try await site.run()
        } catch  where !Task.isCancelled {
          throw Unavailable(description: "无法监听 \(address.host):\(address.port)（\(error)），请用 --listen 换一个地址。")
        }
      }
      group.addTask { await pages.hear() }
      if let folder { group.addTask { try await HeadFiling(store: workplace.store, folder: folder, log: log).run() } }
      // Whichever ends first takes the other with it.
      defer { group.cancelAll() }
      try await group.next()
    }
    await watching.close()
    await counting.close()
    await paging.close()
  }

  /// A clock that stands before what is kept already can change nothing: alerts are kept forward only.
  private static func warnOfLaterAlerts(_ store: Store, _ clock: ServiceClock) async throws {
    let later = try await store.departments().compactMap(\.evaluatedThrough).max()
    if let later, later > clock.now().day {
      Output.note("提醒：数据库里已有截至\(later.chinese)的评判，时钟（\(clock.now().chinese)）走到那一天之前不会有新的变化。")
    }
  }
}

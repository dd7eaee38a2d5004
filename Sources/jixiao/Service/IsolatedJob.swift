import ArgumentParser
import Domain
import Foundation
import Reports
import Scheduler
import Store

/// One job in a process of its own, with limits: so a job that traps, loops or eats memory hurts nobody else.
struct IsolatedJob: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "run-job", shouldDisplay: false)

  @Option var job: Int64
  @Option var kind: String
  @Option var scope: Int64
  @Option var due: Int64
  @Option var attempt: Int
  @Option var claim: Int64
  @Option var now: Int64

  static let memoryMebibytes = 1_024
  static let processorSeconds = 30

  func run() async throws {
    Limits.memory(mebibytes: IsolatedJob.memoryMebibytes)
    Limits.processor(seconds: IsolatedJob.processorSeconds)
    let parent = getppid()
    Thread.detachNewThread {
      while getppid() == parent { usleep(100_000) }
      Foundation.exit(70)
    }
    // By the environment: a password in a URL does not belong where everyone can list it.
    guard let url = ProcessInfo.processInfo.environment["JIXIAO_DATABASE_URL"] else {
      throw Unavailable(description: "JIXIAO_DATABASE_URL is not set.")
    }
    let store = Store(url: url, connections: 1)
    let job = Job(
      id: job, work: Job.Work(kind: kind), scope: scope, due: Instant(milliseconds: due), attempt: attempt, claim: claim
    )
    do {
      let links = Links(base: try await store.setting("public-url"))
      let runner = JobRunner(
        store: store, calendar: try await store.calendar(), links: links, workbook: { $0.workbook(title: $1) })
      _ = try await runner.run([job], at: Instant(milliseconds: now))
    } catch  where Store.isOfSurroundings(error) {
      Output.note(error.said)
      Foundation.exit(IsolatedJob.unavailable)
    }
    await store.close()
  }

  /// The status of a process whose database failed it; EX_TEMPFAIL.
  private static let unavailable: Int32 = 75

  /// Runs a job so, for at most a time shorter than the daemon's own limit.
  static func isolation(url: String, limit: Duration, now: @escaping @Sendable () -> Instant) -> Isolation {
    { job in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      process.arguments = [
        "run-job", "--job", "\(job.id)", "--kind", job.work.name, "--scope", "\(job.scope)", "--due",
        "\(job.due.milliseconds)", "--attempt", "\(job.attempt)", "--claim", "\(job.claim)", "--now",
        "\(now().milliseconds)",
      ]
      // A backtrace takes seconds on a busy machine, longer than the job may take, and nobody reads it.
      process.environment = ProcessInfo.processInfo.environment.merging(
        ["JIXIAO_DATABASE_URL": url, "SWIFT_BACKTRACE": "enable=no"]
      ) { $1 }
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      let errors = Pipe()
      process.standardError = errors
      do {
        let ended = AsyncStream.makeStream(of: Void.self)
        process.terminationHandler = { _ in ended.continuation.finish() }
        try process.run()
        let deadline = Task {
          try await Task.sleep(for: limit)
          kill(process.processIdentifier, SIGKILL)
        }
        for await _ in ended.stream {}
        deadline.cancel()
      } catch {
        return .unavailable("无法启动单独的进程：\(error.localizedDescription)")
      }
      guard process.terminationReason == .uncaughtSignal || process.terminationStatus != 0 else { return .done }
      let words = String(decoding: errors.fileHandleForReading.availableData.prefix(500), as: UTF8.self)
      let how = process.terminationReason == .uncaughtSignal ? "信号" : "状态"
      let problem = "单独的进程以\(how) \(process.terminationStatus) 结束：\(words)"
      let isUnavailable = process.terminationReason == .exit && process.terminationStatus == unavailable
      return isUnavailable ? .unavailable(problem) : .failed(problem)
    }
  }
}

internal import Foundation

/// Programs that load a server, with what they found.
enum Tool {
  /// Requests that were answered, in how many seconds; and within which time 99 of 100 were, in seconds.
  struct Answered: Sendable {
    let count: Int, seconds: Double, last: Double
    var rate: Double { Double(count) / max(seconds, 1e-9) }
  }

  /// Says which of some programs are not there.
  static func check(_ names: [String]) throws {
    let missing = names.filter { find($0) == nil }
    guard missing.isEmpty else {
      throw BenchFailure("缺少 \(missing.joined(separator: "、"))。请先安装：apt-get install wrk postgresql-contrib")
    }
  }

  private static func find(_ name: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    return folders.map { $0 + "/" + name }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Waits on a thread of its own: Swift has as many as cores, and those make the pages that are measured.
  private static func run(_ name: String, _ arguments: [String]) async throws -> String {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try wait(name, arguments) }) }
    }
  }

  private static func wait(_ name: String, _ arguments: [String]) throws -> String {
    guard let path = find(name) else { throw BenchFailure("缺少 \(name)。") }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw BenchFailure("\(name) 没有测成：\(text.suffix(500))") }
    return text
  }

  /// What wrk tells at its end, in figures: its own words change between versions.
  private static let figures = """
    done = function(summary, latency, requests)
      local e = summary.errors
      io.write(string.format("figures %d %d %d %d\\n", summary.requests, summary.duration, latency:percentile(99),
        e.connect + e.read + e.write + e.timeout + e.status))
    end

    """

  /// Asks for an address on some connections for some seconds.
  ///
  /// - Parameters:
  ///   - body: what is sent each time; nil for a question.
  ///   - numbering: a field of which so many are sent besides, each with another number every time.
  static func wrk(
    _ address: String, _ load: WebBench.Load, cookie: String? = nil, posting body: String? = nil,
    numbering: (field: String, count: Int)? = nil
  ) async throws -> Answered {
    var script = figures
    if let body, let url = URL(string: address), let host = url.host, let port = url.port {
      let (field, count) = numbering ?? ("", 0)
      script += """
        local number = 0
        request = function()
          number = number + 1
          local parts = {"\(body)"}
          for line = 0, \(count - 1) do parts[#parts + 1] = "\(field)" .. line .. "=N" .. number .. "-" .. line end
          return wrk.format("POST", nil, {["Content-Type"] = "application/x-www-form-urlencoded",
            ["Origin"] = "http://\(host):\(port)", ["Cookie"] = "\(cookie ?? "")"}, table.concat(parts))
        end

        """
    }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("jixiao-wrk-\(UUID()).lua")
    try Data(script.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let text = try await run(
      "wrk",
      ["-t", "\(min(2, load.connections))", "-c", "\(load.connections)", "-d", "\(load.seconds)s", "--timeout", "30s"]
        + ["-s", file.path] + (cookie.map { ["-H", "Cookie: \($0)"] } ?? []) + [address])
    guard let line = text.split(separator: "\n").last(where: { $0.hasPrefix("figures ") }) else {
      throw BenchFailure("wrk 没有测成：\(text.suffix(500))")
    }
    let numbers = line.split(separator: " ").dropFirst().compactMap { Double($0) }
    guard numbers.count == 4, numbers[0] > 0 else { throw BenchFailure("wrk 没有测成：\(text.suffix(500))") }
    guard numbers[3] == 0 else { throw BenchFailure("\(address) 有\(Int(numbers[3]))次没有答好，测量无效。") }
    return Answered(count: Int(numbers[0]), seconds: numbers[1] / 1e6, last: numbers[2] / 1e6)
  }

  /// Bare questions a second, by pgbench's own tables.
  static func pgbench(_ url: String, _ load: WebBench.Load) async throws -> Double {
    _ = try await run("pgbench", ["-i", "-q", "-s", "10", url])
    // So many, not for so long: its clock is a signal, and those are blocked for whatever this process starts.
    let clients = min(8, load.connections)
    let each = max(1, load.seconds * 20_000 / clients)
    let text = try await run("pgbench", ["-S", "-n", "-c", "\(clients)", "-j", "2", "-t", "\(each)", url])
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("tps = ") }),
      let rate = Double(line.dropFirst("tps = ".count).prefix { $0.isNumber || $0 == "." })
    else { throw BenchFailure("pgbench 没有测成：\(text.suffix(500))") }
    return rate
  }
}

internal import Desk
internal import Documents
internal import Domain
internal import Foundation
internal import Reports
internal import Store

/// The monitoring forms of published budgets in every format, in one run: time and memory of each.
package enum FormsBench {
  private struct Peer: Decodable {
    let seconds: Double, peakMiB: Double, format: String
  }

  /// Measures ours and those peers that are installed.
  ///
  /// - Parameter python: a Python, which may have python-docx and openpyxl.
  package static func run(
    _ files: [(name: String, bytes: [UInt8])], rounds: Int = 5, python: String, script: String,
    in database: BenchDatabase, report: @Sendable (String) -> Void
  ) async throws -> [BenchRow] {
    report("导入\(files.count)个文件…")
    for file in files {
      let disclosure = Disclosure.parse(try Document.read(file.bytes, file: file.name))
      guard let budget = disclosure.budget else { throw BenchFailure("\(file.name) 不是部门预算。") }
      _ = try await database.store.importBudget(
        budget, findings: disclosure.findings, file: file.name, content: file.bytes)
    }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("jixiao-bench-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let office = FormDesk(database.store)
    let departments = try await database.store.departments()
    var forms: [(name: String, grid: FormGrid)] = []
    let (facts, made) = try await median(rounds) {
      forms = []
      for department in departments {
        let end = Day(endOf: 6, in: department.identity.fiscalYear)
        let papers = try await office.papers(of: department.id, .monitoring, through: 6, asOf: end)
        forms += papers.projects.map { (name: $0.paper.name, grid: $0.grid) }
      }
    }
    let count = forms.count
    var figures: [FormFormat: (seconds: Double, peak: Double)] = [:]
    for format in FormFormat.allCases {
      report("\(count)张表：\(format.rawValue)…")
      figures[format] = try await median(rounds) {
        try format.write(forms, title: "表", to: folder.appendingPathComponent("ours.\(format.rawValue)").path)
      }
    }
    report("对照…")
    let peers = try peers(forms.map(\.grid), python: python, script: script, in: folder)
    var rows = [
      BenchRow(
        "从数据库做出\(count)张监控表", amount: count, unit: "张/s", seconds: facts, peer: "（无对照）", theirSeconds: .nan,
        peakMiB: made)
    ]
    for format in FormFormat.allCases {
      guard let ours = figures[format] else { continue }
      let size = (try? Data(contentsOf: folder.appendingPathComponent("ours.\(format.rawValue)")).count) ?? 0
      let work = "\(count)张表写成 \(format.rawValue)（\(size / 1024) KiB）"
      let theirs = peers.filter { $0.value.format == format.rawValue }.sorted { $0.key < $1.key }
      let compared = theirs.map { ($0.key + "（内存峰值 \(Int($0.value.peakMiB)) MiB）", $0.value.seconds) }
      for (name, seconds) in compared.isEmpty ? [("（无对照）", Double.nan)] : compared {
        rows.append(
          BenchRow(
            work, amount: count, unit: "张/s", seconds: ours.seconds, peer: name, theirSeconds: seconds,
            peakMiB: ours.peak))
      }
    }
    return rows
  }

  /// The median time of some rounds, and the most memory held during them.
  private static func median(_ rounds: Int, _ body: () async throws -> Void) async throws -> (Double, Double) {
    BenchRow.forgetPeak()
    var times: [Double] = []
    for _ in 0..<rounds {
      let (time, _) = try await seconds(body)
      times.append(time)
    }
    return (times.sorted()[rounds / 2], BenchRow.peak())
  }

  private static func peers(
    _ grids: [FormGrid], python: String, script: String, in folder: URL
  ) throws -> [String: Peer] {
    guard FileManager.default.fileExists(atPath: python), FileManager.default.fileExists(atPath: script) else {
      return [:]
    }
    let data = folder.appendingPathComponent("grids.json")
    try JSONEncoder().encode(grids).write(to: data)
    let ours = ["html", "docx"].map { folder.appendingPathComponent("ours.\($0)").path }
    return try PeerScript.run(script, by: python, [data.path] + ours + [folder.path])
  }
}

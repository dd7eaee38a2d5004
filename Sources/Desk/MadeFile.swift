package import Contract
package import Domain
package import Reports

/// A file that was made for somebody who asked: to be given, and kept nowhere.
package struct MadeFile: Sendable {
  /// Its name for people, its type as HTTP names it, and its bytes.
  package let name: String, type: String, bytes: [UInt8]

  /// A file as something writes it to a path.
  ///
  /// - Parameters:
  ///   - ending: `docx`, `pdf`, `xlsx` or `zip`.
  ///   - write: writes it to a path that nobody else has.
  init(_ name: String, _ ending: String, _ write: (_ path: String) async throws -> Void) async throws {
    bytes = try await ScratchFile.bytes(ending, awaiting: write)
    self.name = "\(String(name.filter { !"/\\:*?\"<>|".contains($0) }.prefix(80))).\(ending)"
    type = FileType.of(ending)
  }

  /// The formats that forms and lists go out in.
  static let ofForms: [FormFormat] = [.docx, .xlsx, .pdf]

  /// A format as it was asked for, the usual where none was.
  ///
  /// - Throws: `format-unknown` for any but those there are.
  static func format<Format: RawRepresentable<String>>(
    _ asked: String?, of known: [Format], usual: Format
  ) throws(Refusal) -> Format {
    guard let asked else { return usual }
    guard let format = known.first(where: { $0.rawValue == asked }) else {
      throw .file(.formatUnknown(asked, known: known.map(\.rawValue)))
    }
    return format
  }
}

// Papers of many departments as files.
extension Desk {
  /// 通报 as a file, in one of the formats that go out: see ``bulletin(_:through:asOf:by:number:today:progress:)``.
  package func bulletinFile(
    _ choice: BureauChoice, through month: Int, asOf: Day?, by order: Bulletin.Order, number: String?, today: Day,
    format: String?, reason: String?
  ) async throws -> MadeFile {
    let desk = try entering(.compareDepartments)
    let format = try MadeFile.format(format, of: ReportFormat.allCases.filter { !$0.isText }, usual: .docx)
    let bulletin = try await bulletin(choice, through: month, asOf: asOf, by: order, number: number, today: today)
    try await desk.noteExport(
      of: bulletin.lines.count, rows: bulletin.lines.count, choice, asOf: asOf ?? today, format: format.rawValue,
      reason: reason)
    let report = bulletin.report
    return try await MadeFile(report.title, format.rawValue) { try format.write(report, to: $0) }
  }

  /// 疑点清单 as a file.
  package func doubtsFile(
    _ choice: BureauChoice, department: String?, asOf day: Day, format: String?, reason: String?
  ) async throws -> MadeFile {
    let desk = try entering(department == nil ? .compareDepartments : .readDepartment)
    let format = try MadeFile.format(format, of: MadeFile.ofForms, usual: .xlsx)
    let list = try await doubts(choice, department: department, asOf: day, kinds: Set(Doubt.Kind.allCases))
    try await desk.noteExport(
      of: list.departments.count, rows: list.departments.reduce(0) { $0 + $1.doubts.count }, choice, asOf: day,
      format: format.rawValue, reason: reason)
    let grid = list.grid
    return try await MadeFile(grid.title, format.rawValue) {
      try format.write([(name: grid.title, grid: grid)], title: grid.title, to: $0)
    }
  }

  /// All forms of many departments as one zip.
  package func packageFile(_ request: GatherRequest, formats: [String], today: Day) async throws -> MadeFile {
    _ = try entering(.compareDepartments)
    guard !formats.isEmpty else {
      throw Refusal.file(.formatUnknown(nil, known: MadeFile.ofForms.map(\.rawValue)))
    }
    let formats = try formats.map { try MadeFile.format($0, of: MadeFile.ofForms, usual: .docx) }
    return try await MadeFile("\(request.form.chinese)打包", "zip") {
      _ = try await package(request, formats: formats, to: $0, today: today)
    }
  }

  /// All projects and indicators of many departments as one workbook.
  package func gatherFile(_ request: GatherRequest) async throws -> MadeFile {
    try await MadeFile("\(request.form.chinese)汇总", "xlsx") { _ = try await gather(request, to: $0) }
  }
}

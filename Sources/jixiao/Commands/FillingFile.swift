import ArgumentParser
import Domain
import Reports

/// How a sheet to fill in is written, by its file's name.
enum FillingFormat: String, CaseIterable {
  case xlsx, csv

  init(file: String) throws {
    guard let format = FillingFormat.allCases.first(where: { file.lowercased().hasSuffix("." + $0.rawValue) }) else {
      throw ValidationError("填报表的文件名应以 .xlsx 或 .csv 结尾，收到“\(file)”。")
    }
    self = format
  }
}

extension FillingTable {
  /// Writes the sheet to a file, as its name says.
  func write(to path: String) throws {
    switch try FillingFormat(file: path) {
    case .csv: try Output.write(csv, to: path)
    case .xlsx: if !excel(to: path) { throw Refusal.file(.notWritten(path)) }
    }
  }
}

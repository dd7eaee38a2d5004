/// A file that cannot be read or written at all.
package enum FileRefusal: Hashable, Sendable {
  /// Nothing is there.
  case notFound(_ path: String)
  /// A folder where a file was meant.
  case folder(_ path: String)
  /// A pipe or a device.
  case notRegular(_ path: String)
  /// Larger than any such file.
  case tooLarge(_ path: String, mebibytes: Int, most: Int)
  /// It is there and may not be read.
  case unreadable(_ path: String)
  /// Reading it stopped in the middle.
  case brokenOff(_ file: String)
  /// Somebody wrote to it while it was read.
  case changed(_ file: String)
  /// It could not be begun.
  case notWritten(_ path: String)
  /// It could not be written to its end.
  case notFinished(_ path: String)
  /// It could not be made in memory.
  case notMade(_ path: String)
  /// A PDF on a machine without a Chinese font.
  case fontMissing
  /// Rows were expected and bytes came.
  case notText(_ file: String)
  /// The machine cannot read this encoding.
  case encodingMissing(_ encoding: String)
  /// A workbook where rows of text are read.
  case spreadsheet(_ file: String)
  /// A format that nothing is made in; nil where none was chosen.
  case formatUnknown(_ format: String?, known: [String])
}

extension FileRefusal {
  /// Which one it is.
  package var kind: RefusalKind {
    switch self {
    case .notFound: .fileNotFound
    case .folder: .fileIsFolder
    case .notRegular: .fileNotRegular
    case .tooLarge: .fileTooLarge
    case .unreadable: .fileUnreadable
    case .brokenOff: .fileBrokenOff
    case .changed: .fileChanged
    case .notWritten: .fileNotWritten
    case .notFinished: .fileNotFinished
    case .notMade: .fileNotMade
    case .fontMissing: .fontMissing
    case .notText: .notATextFile
    case .encodingMissing: .encodingMissing
    case .spreadsheet: .spreadsheetNotRead
    case .formatUnknown: .formatUnknown
    }
  }
}

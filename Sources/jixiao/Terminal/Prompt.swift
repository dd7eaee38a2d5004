import ArgumentParser
import Foundation

/// What somebody is asked at the terminal; where there is none, the next line of what is given.
enum Prompt {
  /// Something that others may see.
  static func line(_ question: String) throws -> String {
    if isatty(STDIN_FILENO) != 0 { FileHandle.standardError.write(Data(question.utf8)) }
    guard let line = readLine() else { throw ended(question) }
    return line
  }

  /// A password: not shown while it is typed.
  static func secret(_ question: String) throws -> String {
    guard isatty(STDIN_FILENO) != 0 else {
      guard let line = readLine() else { throw ended(question) }
      return line
    }
    guard let typed = getpass(question) else { throw ended(question) }
    defer { memset(typed, 0, strlen(typed)) }
    return String(cString: typed)
  }

  private static func ended(_ question: String) -> ValidationError {
    ValidationError("还要输入“\(question.trimmingCharacters(in: ["：", " "]))”，输入已经结束。没有终端的，请按提问的顺序每行一项写在标准输入里。")
  }
}

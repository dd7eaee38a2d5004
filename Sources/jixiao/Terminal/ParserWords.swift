/// What the parser of the command line says of a command or its help, in Chinese. What it is not known to say stays as it is.
enum ParserWords {
  /// - Parameter text: a full message: what is wrong, then how the command is used; or a page of help.
  static func chinese(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let end = lines.firstIndex { line in heads.contains { line.hasPrefix($0.0) } } ?? lines.count
    let said = lines[..<end].joined(separator: "\n")
    let problem = said.hasPrefix("Error: ") ? ParserSentences.chinese(String(said.dropFirst(7))) : said
    guard end < lines.count else { return problem }
    let isPage = lines[end...].contains { $0.hasPrefix("USAGE: ") }
    let rest = lines[end...].map { headed(String($0)) }.joined(separator: "\n")
    return (end == 0 ? "" : problem + "\n") + (isPage ? page(rest) : rest)
  }

  private static let heads = [
    ("OVERVIEW: ", ""), ("USAGE: ", "用法："), ("Usage: ", "用法："), ("Help:  ", "说明："), ("ARGUMENTS:", "参数："),
    ("OPTIONS:", "选项："), ("SUBCOMMANDS:", "子命令："),
  ]

  /// A line of usage or help with its head in Chinese.
  private static func headed(_ line: String) -> String {
    if let more = line.wholeMatch(of: /\ +See '(.*)' for (?:more information|detailed help)\./) {
      return "  详见 \(named(String(more.1)))"
    }
    guard let head = heads.first(where: { line.hasPrefix($0.0) }) else { return line }
    let rest = String(line.dropFirst(head.0.count))
    return head.1 + (head.1 == "用法：" ? named(rest) : rest)
  }

  /// The places of a usage by their Chinese names.
  private static func named(_ usage: String) -> String {
    usage.replacing("<subcommand>", with: "<子命令>").replacing("<options>", with: "<选项>")
  }

  /// A page of help: the parser's own descriptions, and what it remarks in brackets.
  private static func page(_ text: String) -> String {
    var text = text
    for (english, chinese) in [
      ("Show subcommand help information.", "显示子命令的帮助。"), ("Show help information.", "显示帮助。"),
      ("Show the version.", "显示版本。"),
    ] {
      text.replace(english, with: chinese)
    }
    // A name with its mark keeps its width of the screen, so that the column behind it stays.
    text.replace(" (default) ", with: "（默认）   ")
    text.replace(/\((default as flag|default|values):\s+([^()]*)\)/) { remark(head: $0.1, body: String($0.2)) }
    return text
  }

  /// `(values: a, b; default: a)` as `（可用：a、b；默认：a）`; it may run over the end of a line.
  private static func remark(head: Substring, body: String) -> String {
    let parts = body.split(separator: /;\s+default(?: as flag)?:\s+/, maxSplits: 1).map(String.init)
    guard head == "values" else { return "（默认：\(body)）" }
    let values = parts[0].replacing(/,(\s)\s*/) { $0.1 == "\n" ? "、\n\(indent)" : "、" }
    return "（可用：\(values)\(parts.count > 1 ? "；默认：\(parts[1])" : "")）"
  }

  /// Where descriptions begin on a page of help.
  private static let indent = String(repeating: " ", count: 26)
}

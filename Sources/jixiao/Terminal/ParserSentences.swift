/// What the parser of the command line finds wrong, in Chinese, by its English sentence.
enum ParserSentences {
  /// The sentence for a message; one that is not known stays as it is.
  static func chinese(_ message: String) -> String {
    if let both = message.wholeMatch(of: /(.*)\n   or: Missing value for '(.*)' in '(.*)'/.dotMatchesNewlines()) {
      return "\(chinese(String(both.1)))或者“\(both.3)”里的“\(both.2)”缺少值。"
    }
    return option(message) ?? value(message) ?? argument(message) ?? completion(message) ?? message
  }

  /// An option that is not known, or written in another way.
  private static func option(_ message: String) -> String? {
    if let found = message.wholeMatch(of: /Unknown option '(.*)'\. Did you mean '(.*)'\?/.dotMatchesNewlines()) {
      return "没有选项“\(found.1)”，是不是“\(found.2)”？"
    }
    if let found = message.wholeMatch(of: /Unknown option '(.*)'/.dotMatchesNewlines()) { return "没有选项“\(found.1)”。" }
    if let found = message.wholeMatch(of: /Invalid option: (.*)/.dotMatchesNewlines()) {
      return "“\(found.1)”不是选项的写法。"
    }
    if let found = message.wholeMatch(of: /Missing value for '(.*)'/.dotMatchesNewlines()) { return "“\(found.1)”缺少值。" }
    if let found = message.wholeMatch(
      of: /The option '(.*?)' does not take any value, but '(.*)' was specified\./.dotMatchesNewlines())
    {
      return "选项“\(found.1)”不带值，收到“\(found.2)”。"
    }
    return nil
  }

  /// A value that is none of the option or argument.
  private static func value(_ message: String) -> String? {
    guard let found = message.wholeMatch(of: /The value '(.*?)' is invalid for '(.*?)'(.*)/.dotMatchesNewlines()) else {
      return nil
    }
    let rest = String(found.3)
    let said = "“\(found.2)”不能是“\(found.1)”"
    if rest.isEmpty { return said + "。" }
    if let list = rest.wholeMatch(of: /\. Please provide one of '(.*)'\./.dotMatchesNewlines()) {
      return said + "，可用：\(list.1.split(separator: /'(?:, | or | and )'/).joined(separator: "、"))。"
    }
    if rest.hasPrefix(". Please provide one of the following:\n") {
      let names = rest.split(separator: "\n").dropFirst().map { String($0.dropFirst(4)) }
      return said + "，可用：\(names.joined(separator: "、"))。"
    }
    return said + "：\(rest.dropFirst(2))"
  }

  /// An argument too many or too few.
  private static func argument(_ message: String) -> String? {
    if let found = message.wholeMatch(of: /Unexpected argument '(.*)'/.dotMatchesNewlines()) {
      return "多了参数“\(found.1)”。"
    }
    if let found = message.wholeMatch(of: /([0-9]+) unexpected arguments: '(.*)'/.dotMatchesNewlines()) {
      return "多了\(found.1)个参数：\(found.2.split(separator: "', '").map { "“\($0)”" }.joined(separator: "、"))。"
    }
    if let found = message.wholeMatch(of: /Missing expected argument '(.*)'/.dotMatchesNewlines()) {
      return "缺少“\(found.1)”。"
    }
    return nil
  }

  /// A shell for which no completion can be made.
  private static func completion(_ message: String) -> String? {
    let advice = /\nPlease use --generate-completion-script=<shell> with one of:\n +(.*)/
    guard let shells = message.firstMatch(of: advice) else { return nil }
    let how = "请用 --generate-completion-script=名称，可用：\(shells.1.split(separator: " ").joined(separator: "、"))。"
    let head = message[..<shells.range.lowerBound]
    if let found = head.wholeMatch(of: /Can't generate completion scripts for '(.*)'\./.dotMatchesNewlines()) {
      return "不能为“\(found.1)”生成补全脚本。\(how)"
    }
    return head == "Can't autodetect a supported shell." ? "认不出用的是哪种命令行。\(how)" : nil
  }
}

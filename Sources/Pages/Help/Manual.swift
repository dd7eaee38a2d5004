/// The manual: it lives in the program, one text for the pages and for the terminal.
///
/// The text is a few signs of Markdown: `# code title` begins a topic, whose first paragraph says what it is about; `## …` a section;
/// `- …` a point; three backquotes around commands with their answers; `|` around the cells of a table; `**…**` and backquotes in
/// running text.
package struct Manual: Sendable {
  /// A topic.
  package struct Topic: Sendable {
    /// By what it is asked for, what it is called, and what it is about.
    package let code: String, title: String, summary: String
    let blocks: [Block]
    /// Its text as it was written.
    package let source: String
  }

  /// A part of a topic.
  enum Block: Hashable, Sendable {
    case heading(String)
    case paragraph(String)
    case points([String])
    /// Commands with their answers, line by line.
    case commands([String])
    /// The first row is the heading.
    case table([[String]])
  }

  /// A piece of running text.
  enum Run: Hashable, Sendable {
    case plain(String), strong(String), code(String)
  }

  /// The topics in their order.
  package let topics: [Topic]

  /// A manual out of its text.
  package init(_ text: String) {
    var topics: [Topic] = []
    var lines: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("# "), !Manual.isInside(lines) {
        if let topic = Topic(lines) { topics.append(topic) }
        lines = []
      }
      lines.append(line)
    }
    if let topic = Topic(lines) { topics.append(topic) }
    self.topics = topics
  }

  /// Whether commands began in these lines and did not end.
  private static func isInside(_ lines: [Substring]) -> Bool { lines.count { $0.hasPrefix("```") } % 2 == 1 }

  /// A topic by its code or its title.
  package subscript(_ name: String) -> Topic? { topics.first { $0.code == name || $0.title == name } }

  /// Running text in its pieces.
  static func runs(_ text: String) -> [Run] {
    var runs: [Run] = []
    for (index, piece) in text.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
      guard index % 2 == 0 else {
        runs.append(.code(String(piece)))
        continue
      }
      for (index, part) in String(piece).components(of: "**").enumerated() where !part.isEmpty {
        runs.append(index % 2 == 0 ? .plain(part) : .strong(part))
      }
    }
    return runs
  }
}

extension Manual.Topic {
  fileprivate init?(_ lines: [Substring]) {
    guard let first = lines.first, first.hasPrefix("# ") else { return nil }
    let head = first.dropFirst(2).split(separator: " ", maxSplits: 1).map(String.init)
    guard head.count == 2 else { return nil }
    var reader = ManualReader()
    for line in lines.dropFirst() { reader.take(String(line)) }
    reader.end()
    var summary = ""
    if case .paragraph(let text)? = reader.blocks.first { summary = text }
    (code, title, self.summary) = (head[0], head[1], summary)
    blocks = summary.isEmpty ? reader.blocks : Array(reader.blocks.dropFirst())
    source = lines.joined(separator: "\n")
  }
}

/// Reads the blocks of a topic, line by line.
private struct ManualReader {
  var blocks: [Manual.Block] = []
  private var open: Manual.Block?, isInCommands = false

  mutating func take(_ line: String) {
    if line.hasPrefix("```") {
      if isInCommands { end() } else { begin(.commands([])) }
      isInCommands.toggle()
    } else if isInCommands, case .commands(let lines)? = open {
      open = .commands(lines + [line])
    } else if line.isEmpty {
      end()
    } else if line.hasPrefix("## ") {
      begin(.heading(String(line.dropFirst(3))))
      end()
    } else if line.hasPrefix("- ") {
      let point = String(line.dropFirst(2))
      if case .points(let points)? = open { open = .points(points + [point]) } else { begin(.points([point])) }
    } else if line.hasPrefix("|") {
      let cells = line.split(separator: "|").map { $0.trimmed }
      if cells.allSatisfy({ $0.allSatisfy { $0 == "-" } }) { return }
      if case .table(let rows)? = open { open = .table(rows + [cells]) } else { begin(.table([cells])) }
    } else if case .points(let points)? = open, let last = points.last {
      open = .points(points.dropLast() + [last.continued(by: line)])
    } else if case .paragraph(let text)? = open {
      open = .paragraph(text.continued(by: line))
    } else {
      begin(.paragraph(line))
    }
  }

  private mutating func begin(_ block: Manual.Block) {
    end()
    open = block
  }

  mutating func end() {
    if let open { blocks.append(open) }
    open = nil
  }
}

extension Substring {
  /// Without blanks around it.
  fileprivate var trimmed: String {
    let end = lastIndex { $0 != " " }
    return end.map { String(self[...$0].drop { $0 == " " }) } ?? ""
  }
}

extension String {
  /// A paragraph with its next line: Chinese goes on without a blank.
  fileprivate func continued(by line: String) -> String {
    let next = Substring(line).trimmed
    let isWestern = (last?.isASCII ?? false) && (next.first?.isASCII ?? false)
    return self + (isWestern ? " " : "") + next
  }

  /// The pieces between marks.
  fileprivate func components(of mark: String) -> [String] {
    var pieces: [String] = [], rest = self[...]
    while let place = rest.firstRange(of: mark) {
      pieces.append(String(rest[..<place.lowerBound]))
      rest = rest[place.upperBound...]
    }
    return pieces + [String(rest)]
  }
}

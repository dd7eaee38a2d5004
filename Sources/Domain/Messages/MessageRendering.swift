/// Where a message's links lead.
package struct Links: Hashable, Sendable {
  /// The address of the service, such as `https://jixiao.example.gov.cn`; nil where there is none.
  package let base: String?
  /// The alerts that are acknowledged by a link of the message itself.
  let acknowledged: Set<AlertID>

  /// Links under an address; its trailing slash does not matter.
  package init(base: String?) { self.init(base: base, acknowledged: []) }

  init(base: String?, acknowledged: Set<AlertID>) {
    self.base = base.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    self.acknowledged = acknowledged
  }

  func alert(_ id: AlertID) -> String? { base.map { "\($0)/alerts/\(id)" } }
}

extension Message {
  /// As plain text.
  ///
  /// - Parameter isListAttached: whether the list of a long message goes with it as a file.
  package func plain(_ links: Links, isListAttached: Bool = false) -> String {
    var lines = [opening]
    for section in shown {
      lines.append("\n【\(section.heading)】")
      for group in section.groups {
        lines.append(group.subject)
        for item in group.items {
          lines.append("  [\(item.severity.chinese)] \(item.numbers) \(item.text)")
          if let link = links.alert(item.alert) { lines.append("    \(link)") }
          for (alert, link) in links.acknowledgements(of: item) { lines.append("    知悉 #\(alert)：\(link)") }
        }
      }
    }
    let remarks = remarks(links, isListAttached)
    if !remarks.isEmpty { lines.append("") }
    return (lines + remarks).joined(separator: "\n") + "\n"
  }

  /// As Markdown, as group robots read it.
  package func markdown(_ links: Links) -> String {
    var parts = ["### \(title)", opening]
    for section in shown {
      parts.append("**\(section.heading)**")
      for group in section.groups {
        let items = group.items.map { item in
          let number = links.alert(item.alert).map { "[#\(item.alert)](\($0))" } ?? item.numbers
          return "> [\(item.severity.chinese)] \(number) \(item.text)"
        }
        parts.append(([group.subject] + items).joined(separator: "\n\n"))
      }
    }
    return (parts + remarks(links, false)).joined(separator: "\n\n")
  }

  /// As an HTML page for mail: tables and inline styles only, as old mail programs want it.
  package func html(_ links: Links, isListAttached: Bool = false) -> String {
    var body = "<p>\(Message.escaped(opening))</p>"
    if let table {
      body += Message.heading(table.heading) + Message.html(table, links)
    } else {
      for section in sections {
        body += Message.heading(section.heading)
        for group in section.groups {
          body += "<p style=\"margin:8px 0 2px\"><b>\(Message.escaped(group.subject))</b></p>"
          body += "<table cellpadding=\"4\" style=\"border-collapse:collapse\">"
          for item in group.items { body += Message.row(item, links) }
          body += "</table>"
        }
      }
    }
    for note in remarks(links, isListAttached) { body += "<p style=\"color:#555\">\(Message.escaped(note))</p>" }
    return """
      <!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>\(Message.escaped(title))</title></head>\
      <body style="font-family:'Microsoft YaHei','Noto Sans CJK SC',sans-serif;font-size:14px;line-height:1.6">\
      \(body)</body></html>
      """
  }

  /// What people read: the sections, or the table that stands for them, a row a group.
  private var shown: [Section] {
    guard let table else { return sections }
    return [
      Section(table.heading, table.rows.map { Group("\($0.name)：\($0.counts)", [$0.gravest].compactMap { $0 }) })
    ]
  }

  /// The notes, before them where all that a table stands for is found.
  private func remarks(_ links: Links, _ isListAttached: Bool) -> [String] {
    let isLinked = shown.flatMap(\.groups).flatMap(\.items).contains { !links.acknowledgements(of: $0).isEmpty }
    let notes = notes + (isLinked ? [MessageWords.acknowledging] : [])
    guard let table else { return notes }
    let rest = table.rest.isEmpty ? "" : "另有\(table.rest.joined(separator: "、"))。"
    let place =
      isListAttached ? "完整清单见附件。" : "完整清单请在系统的预警列表中查看\(links.base.map { "：\($0)/alerts" } ?? "。")"
    return ["每行列出其中最重的一项。\(rest)\(place)"] + notes
  }

  private static func heading(_ text: String) -> String { "<h3 style=\"margin:16px 0 4px\">\(escaped(text))</h3>" }

  private static func html(_ table: Table, _ links: Links) -> String {
    let cell = "style=\"border:1px solid #999\""
    func cells(_ texts: [String], _ tag: String) -> String {
      "<tr>" + texts.map { "<\(tag) \(cell)>\($0)</\(tag)>" }.joined() + "</tr>"
    }
    let rows = table.rows.map { row in
      let gravest = row.gravest.map {
        "\(escaped($0.severity.chinese)) \(number($0, links)) \(escaped($0.text))\(acknowledging($0, links))"
      }
      return cells([escaped(row.name), "\(row.red)", "\(row.yellow)", "\(row.blue)", gravest ?? ""], "td")
    }
    return "<table cellpadding=\"4\" style=\"border-collapse:collapse\">"
      + cells(["", "红", "黄", "蓝", "最重的一项"], "th") + rows.joined() + "</table>"
  }

  private static func number(_ item: Item, _ links: Links) -> String {
    links.alert(item.alert).map { "<a href=\"\(escaped($0))\">#\(item.alert)</a>" } ?? item.numbers
  }

  private static func row(_ item: Item, _ links: Links) -> String {
    let colour = item.severity == .red ? "#b00020" : item.severity == .yellow ? "#8a5a00" : "#1a4f9c"
    return "<tr><td valign=\"top\" style=\"white-space:nowrap;color:\(colour)\"><b>\(item.severity.chinese)</b></td>"
      + "<td valign=\"top\">\(number(item, links))</td><td>\(escaped(item.text))\(acknowledging(item, links))</td></tr>"
  }

  /// The links by which what an item speaks for is acknowledged, below it.
  private static func acknowledging(_ item: Item, _ links: Links) -> String {
    let all = links.acknowledgements(of: item).map { alert, link in "<a href=\"\(escaped(link))\">知悉 #\(alert)</a>" }
    return all.isEmpty ? "" : "<br>" + all.joined(separator: " ")
  }

  /// As JSON, for programs.
  package func json(_ links: Links) -> JSONValue {
    .fields([
      "kind": .string(kind.rawValue), "title": .string(title), "severity": .string(severity.rawValue),
      "opening": .string(opening),
      "sections": .array(
        sections.map { section in
          .fields([
            "heading": .string(section.heading),
            "groups": .array(
              section.groups.map { group in
                .fields([
                  "subject": .string(group.subject), "items": .array(group.items.map { Message.json($0, links) }),
                ])
              }),
          ])
        }), "notes": .array(notes.map(JSONValue.string)),
    ])
  }

  private static func json(_ item: Item, _ links: Links) -> JSONValue {
    var members: KeyValuePairs<String, JSONValue> = [
      "alert": .number(item.alert.number), "severity": .string(item.severity.rawValue), "text": .string(item.text),
      "link": .optional(links.alert(item.alert)),
    ]
    if !item.others.isEmpty {
      members = [
        "alert": .number(item.alert.number), "others": .array(item.others.map { .number($0.number) }),
        "severity": .string(item.severity.rawValue), "text": .string(item.text),
        "link": .optional(links.alert(item.alert)),
      ]
    }
    return .fields(members)
  }

  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Message.Item {
  /// The numbers of the alerts it speaks for: `#12`, `#12、#15`.
  fileprivate var numbers: String { ([alert] + others).map { "#\($0)" }.joined(separator: "、") }
}

extension Message {
  /// A channel's own form of a message, beside its plain text: what the daemon sends, and what a trial of the channel sends.
  package func rich(
    for kind: ChannelKind, _ links: Links, key: String, recipient: String, writtenAt: Instant,
    isListAttached: Bool = false
  ) -> String {
    switch kind {
    case .inbox, .feishu: ""
    case .smtp: html(links, isListAttached: isListAttached)
    case .dingtalk, .wecom: markdown(links)
    case .webhook:
      JSONValue.fields([
        "key": .string(key), "recipient": .string(recipient), "writtenAt": .string(writtenAt.description),
        "message": json(links),
      ]).compact
    }
  }
}

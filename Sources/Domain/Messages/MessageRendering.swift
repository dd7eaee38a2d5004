/// Where a message's links lead.
package struct Links: Hashable, Sendable {
  /// The address of the service, such as `https://jixiao.example.gov.cn`; nil where there is none.
  package let base: String?

  /// Links under an address; its trailing slash does not matter.
  package init(base: String?) { self.base = base.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 } }

  func alert(_ id: AlertID) -> String? { base.map { "\($0)/alerts/\(id)" } }
}

extension Message {
  /// As plain text.
  package func plain(_ links: Links) -> String {
    var lines = [opening]
    for section in sections {
      lines.append("\n【\(section.heading)】")
      for group in section.groups {
        lines.append(group.subject)
        for item in group.items {
          lines.append("  [\(item.severity.chinese)] #\(item.alert) \(item.text)")
          if let link = links.alert(item.alert) { lines.append("    \(link)") }
        }
      }
    }
    if !notes.isEmpty { lines.append("") }
    return (lines + notes).joined(separator: "\n") + "\n"
  }

  /// As Markdown, as group robots read it.
  package func markdown(_ links: Links) -> String {
    var parts = ["### \(title)", opening]
    for section in sections {
      parts.append("**\(section.heading)**")
      for group in section.groups {
        let items = group.items.map { item in
          let number = links.alert(item.alert).map { "[#\(item.alert)](\($0))" } ?? "#\(item.alert)"
          return "> [\(item.severity.chinese)] \(number) \(item.text)"
        }
        parts.append(([group.subject] + items).joined(separator: "\n\n"))
      }
    }
    return (parts + notes).joined(separator: "\n\n")
  }

  /// As an HTML page for mail: tables and inline styles only, as old mail programs want it.
  package func html(_ links: Links) -> String {
    var body = "<p>\(Message.escaped(opening))</p>"
    for section in sections {
      body += "<h3 style=\"margin:16px 0 4px\">\(Message.escaped(section.heading))</h3>"
      for group in section.groups {
        body += "<p style=\"margin:8px 0 2px\"><b>\(Message.escaped(group.subject))</b></p>"
        body += "<table cellpadding=\"4\" style=\"border-collapse:collapse\">"
        for item in group.items { body += Message.row(item, links) }
        body += "</table>"
      }
    }
    for note in notes { body += "<p style=\"color:#555\">\(Message.escaped(note))</p>" }
    return """
      <!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>\(Message.escaped(title))</title></head>\
      <body style="font-family:'Microsoft YaHei','Noto Sans CJK SC',sans-serif;font-size:14px;line-height:1.6">\
      \(body)</body></html>
      """
  }

  private static func row(_ item: Item, _ links: Links) -> String {
    let colour = item.severity == .red ? "#b00020" : item.severity == .yellow ? "#8a5a00" : "#1a4f9c"
    let number = links.alert(item.alert).map { "<a href=\"\(escaped($0))\">#\(item.alert)</a>" } ?? "#\(item.alert)"
    return "<tr><td valign=\"top\" style=\"white-space:nowrap;color:\(colour)\"><b>\(item.severity.chinese)</b></td>"
      + "<td valign=\"top\">\(number)</td><td>\(escaped(item.text))</td></tr>"
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
    .fields([
      "alert": .number(item.alert.number), "severity": .string(item.severity.rawValue), "text": .string(item.text),
      "link": .optional(links.alert(item.alert)),
    ])
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

extension Message {
  /// A channel's own form of a message, beside its plain text: what the daemon sends, and what a trial of the channel sends.
  package func rich(
    for kind: ChannelKind, _ links: Links, key: String, recipient: String, writtenAt: Instant
  ) -> String {
    switch kind {
    case .inbox, .feishu: ""
    case .smtp: html(links)
    case .dingtalk, .wecom: markdown(links)
    case .webhook:
      JSONValue.fields([
        "key": .string(key), "recipient": .string(recipient), "writtenAt": .string(writtenAt.description),
        "message": json(links),
      ]).compact
    }
  }
}

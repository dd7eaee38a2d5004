internal import CXml

/// Walks through a part of an office file, element by element, by libxml2's reader.
///
/// Foundation's parser ends the process at some malformed bytes and gives up beyond 10 MB; these files come from strangers.
/// Nothing outside the bytes is read, and a document type, by which entities could multiply, is refused.
struct XMLEvents: ~Copyable {
  /// What the walk meets. Names are local, with `w:`, `m:` or `mc:` before those of WordprocessingML, of its equations and of
  /// its alternatives, whatever prefix the file gives them.
  enum Event {
    case start(String)
    case end(String)
    case text(String)
  }

  /// Deeper nesting than any writer makes.
  private static let mostDepth: Int32 = 256

  private let reader: xmlTextReaderPtr
  private let part: String
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  /// An empty element (`<w:p/>`) has no end of its own.
  private var pendingEnd: String?

  init(_ source: [UInt8], part: String) throws(OpenXMLError) {
    bytes = .allocate(capacity: max(source.count, 1))
    _ = bytes.initialize(from: source)
    let options =
      XML_PARSE_NONET.rawValue | XML_PARSE_HUGE.rawValue | XML_PARSE_NOERROR.rawValue
      | XML_PARSE_NOWARNING.rawValue
    let opened = bytes.withMemoryRebound(to: CChar.self) {
      xmlReaderForMemory($0.baseAddress, Int32(clamping: source.count), nil, nil, Int32(options))
    }
    guard let opened else {
      bytes.deallocate()
      throw .badXML(part: part, detail: "no reader")
    }
    (reader, self.part) = (opened, part)
  }

  deinit {
    xmlFreeTextReader(reader)
    bytes.deallocate()
  }

  /// The next event; nil at the end.
  mutating func next() throws(OpenXMLError) -> Event? {
    if let name = pendingEnd {
      pendingEnd = nil
      return .end(name)
    }
    while true {
      let status = xmlTextReaderRead(reader)
      guard status != 0 else { return nil }
      guard status > 0, xmlTextReaderDepth(reader) <= XMLEvents.mostDepth else {
        throw .badXML(part: part, detail: "line \(xmlTextReaderGetParserLineNumber(reader))")
      }
      switch UInt32(bitPattern: xmlTextReaderNodeType(reader)) {
      case XML_READER_TYPE_ELEMENT.rawValue:
        let name = name
        if xmlTextReaderIsEmptyElement(reader) == 1 { pendingEnd = name }
        return .start(name)
      case XML_READER_TYPE_END_ELEMENT.rawValue: return .end(name)
      case XML_READER_TYPE_TEXT.rawValue, XML_READER_TYPE_CDATA.rawValue,
        XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue, XML_READER_TYPE_WHITESPACE.rawValue:
        if let value = xmlTextReaderConstValue(reader) { return .text(String(cString: value)) }
      case XML_READER_TYPE_DOCUMENT_TYPE.rawValue: throw .badXML(part: part, detail: "document type declared")
      default: break
      }
    }
  }

  /// An attribute of the element just started, by its local name; nil where it has none.
  func attribute(_ name: String) -> String? {
    defer { xmlTextReaderMoveToElement(reader) }
    var status = xmlTextReaderMoveToFirstAttribute(reader)
    while status == 1 {
      if let local = xmlTextReaderConstLocalName(reader), String(cString: local) == name {
        return xmlTextReaderConstValue(reader).map { String(cString: $0) }
      }
      status = xmlTextReaderMoveToNextAttribute(reader)
    }
    return nil
  }

  private var name: String {
    guard let local = xmlTextReaderConstLocalName(reader).map({ String(cString: $0) }) else { return "" }
    guard let space = xmlTextReaderConstNamespaceUri(reader).map({ String(cString: $0) }) else { return local }
    return (XMLEvents.prefixes.first { space == $0.space }?.prefix ?? "") + local
  }

  private static let prefixes: [(space: String, prefix: String)] = [
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w:"),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "w:"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", "m:"),
    ("http://purl.oclc.org/ooxml/officeDocument/math", "m:"),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", "mc:"),
  ]
}

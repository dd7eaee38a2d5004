/// What browsers and mail programs are told of a file.
package enum FileType {
  /// The media type of files with an ending, such as `xlsx`; that of any bytes for one that is not ours.
  package static func of(_ ending: String) -> String {
    switch ending {
    case "pdf": "application/pdf"
    case "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    case "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    case "zip": "application/zip"
    case "csv": "text/csv; charset=utf-8"
    case "html": "text/html; charset=utf-8"
    case "md", "txt": "text/plain; charset=utf-8"
    case "json": "application/json"
    case "jsonl": "application/x-ndjson"
    default: "application/octet-stream"
    }
  }
}

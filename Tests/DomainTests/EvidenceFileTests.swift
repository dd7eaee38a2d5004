import Domain
import Testing

@Suite("Files as evidence")
struct EvidenceFileTests {
  @Test(
    "a name has no folders, no control characters, quotes or turned writing, and the ending of what the file is",
    arguments: [
      ("验收单.pdf", EvidenceType.pdf, "验收单.pdf"), ("C:\\我的文件\\验收单.PDF", .pdf, "验收单.pdf"),
      ("../../etc/passwd", .png, "passwd.png"), ("照片.jpeg", .jpeg, "照片.jpg"), ("照片.jpg", .png, "照片.jpg.png"),
      ("a\"b'c<d>.docx", .docx, "abcd.docx"), ("a\r\nSet-Cookie: x\u{0}.pdf", .pdf, "aSet-Cookie x.pdf"),
      ("发票\u{202E}fdp.exe", .pdf, "发票fdp.exe.pdf"), (".htaccess", .pdf, "htaccess.pdf"), ("", .xlsx, "佐证材料.xlsx"),
      ("...", .pdf, "佐证材料.pdf"), (".pdf", .pdf, "pdf.pdf"), ("  a   b .pdf", .pdf, "a b.pdf"),
      (String(repeating: "长", count: 300) + ".pdf", .pdf, String(repeating: "长", count: 96) + ".pdf"),
    ])
  func names(given: String, type: EvidenceType, safe: String) {
    #expect(EvidenceFile.safe(given, type) == safe)
    #expect(EvidenceFile.safe(safe, type) == safe, "made safe again it stays")
    #expect(safe.unicodeScalars.count <= 120)
  }

  @Test("a letter of a thousand marks is cut")
  func marks() {
    let name = EvidenceFile.safe("a" + String(repeating: "\u{301}", count: 1_000), .pdf)
    #expect(name.unicodeScalars.count <= 120 && name.hasSuffix(".pdf"))
  }

  @Test("what is told of a file that is none of the kinds keeps its ending")
  func told() {
    #expect(EvidenceFile.told("b\\a.exe") == "a.exe" && EvidenceFile.told("a") == "a")
    #expect(EvidenceFile.listed(["/x/a.pdf", "b.<png>"]) == "a.pdf、b.png")
    #expect(EvidenceFile.listed((0..<12).map { "\($0)" }).hasSuffix("9等12个"))
  }

  @Test("sizes as people read them are not more than they are")
  func sizes() {
    #expect(
      [1, 1_023, 1_024, 1 << 20, (1 << 20) * 3 / 2].map(\.bytesChinese) == ["1B", "1023B", "1KB", "1MB", "1.5MB"])
    #expect((EvidenceLimit.bytes - 1).bytesChinese == "9.9MB")
    #expect(EvidenceLimit.bytes.bytesChinese == "10MB")
  }
}

import Documents
import Domain
import OpenXML
import Testing

@Suite("What a file is by its content")
struct EvidenceTypeTests {
  private func office(_ parts: String..., types: String = "<Types/>") -> [UInt8] {
    ZipWriter.container(of: [.init("[Content_Types].xml", types)] + parts.map { .init($0, "<x/>") }) ?? []
  }

  @Test("macros are known by what the file says its parts are, whatever they are called and however that is written")
  func macros() {
    #expect(EvidenceType(of: office("word/document.xml", "word/VBAPROJECT.BIN")) == nil)
    #expect(EvidenceType(of: office("xl/workbook.xml", "xl/macrosheets/sheet1.xml")) == nil)
    for type in [
      "application/vnd.ms-office.vbaProject", "application/vnd.ms-excel.sheet.MACROENABLED.main+xml",
      "application/vnd.ms-excel.macrosheet+xml",
    ] {
      let types = "<Types><Override PartName=\"/xl/macros.bin\" ContentType=\"\(type)\"/></Types>"
      #expect(EvidenceType(of: office("xl/workbook.xml", "xl/macros.bin", types: types)) == nil, "\(type)")
    }
  }

  @Test("the kinds that are taken are known by their content, whatever the name says")
  func known() {
    #expect(EvidenceType(of: Array("%PDF-1.7\n%".utf8)) == .pdf)
    #expect(
      EvidenceType(of: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8) + [0]) == .png
    )
    #expect(EvidenceType(of: [0xFF, 0xD8, 0xFF, 0xE0, 0, 16]) == .jpeg)
    #expect(EvidenceType(of: office("word/document.xml")) == .docx)
    #expect(EvidenceType(of: office("xl/workbook.xml")) == .xlsx)
  }

  @Test(
    "others are not: programs, pages, pictures of other kinds, old Office files, plain zips, macros, what broke off")
  func others() {
    for bytes in [
      [], Array("MZ".utf8), Array("<html><script>".utf8), Array("<svg onload=x>".utf8), Array("GIF89a".utf8),
      Array("\u{FEFF}%PDF-1.7".utf8), [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], [0x89, 0x50, 0x4E, 0x47],
      [0x50, 0x4B, 0x03, 0x04], office(), office("a.txt"), office("word/document.xml", "word/vbaProject.bin"),
      office("xl/workbook.xml", "xl/vbaProject.bin"), office("word/document.xml", "xl/workbook.xml"),
    ] as [[UInt8]] {
      #expect(EvidenceType(of: bytes) == nil, "\(bytes.prefix(12))")
    }
  }
}

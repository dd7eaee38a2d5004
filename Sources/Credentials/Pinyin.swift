package import Domain
internal import Foundation

extension PasswordContext {
  /// The words of a person, a department, a place and an account, and Chinese ones among them in pinyin too: 徐水区 also as
  /// `xu shui qu`.
  package init(names: [String]) { self.init(names + names.compactMap(\.pinyin)) }
}

extension String {
  /// Its Chinese characters in pinyin without tones, a blank between syllables; nil where it has none.
  ///
  /// A character with several readings has its commonest one.
  package var pinyin: String? {
    guard unicodeScalars.contains(where: { (0x3400...0x9FFF).contains($0.value) }) else { return nil }
    let latin = (self as NSString).applyingTransform(.toLatin, reverse: false)
    return latin?.applyingTransform(.stripDiacritics, reverse: false)
  }
}

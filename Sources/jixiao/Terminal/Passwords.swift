import Foundation

extension String {
  /// The text without the password of a URL or of a connection string in it: `postgresql://user:***@host`, `password=***`.
  var withoutPasswords: String {
    var result = self
    for (pattern, kept) in [("(://[^\\s/?#:@]*:)[^\\s/?#]*@", "$1***@"), ("(password=)[^\\s&”\"]+", "$1***")] {
      result = result.replacingOccurrences(
        of: pattern, with: kept, options: [.regularExpression, .caseInsensitive])
    }
    return result
  }
}

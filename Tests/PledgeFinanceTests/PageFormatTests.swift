import Foundation
import TestSupport
import Testing
import Winnow

@testable import PledgeFinance

/// The number of the form of pages stands for their bytes: pages that change under the same number would make every
/// packet of before a forgery.
@Suite struct PageFormatTests {
  private static let folder = "Tests/PledgeFinanceTests/Golden"

  private static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: Repository.url("\(folder)/\(name)")))
  }

  /// The digests of the pages of a kept record, in both languages.
  private static func digests() throws -> String {
    let record = try PacketJSON.decode(PledgePacket.self, bytes("packet.json"))
    let sheets = String(decoding: try bytes("sheets.json"), as: UTF8.self)
    var lines: [String] = []
    for language in Language.allCases {
      let text = sheets.replacing("\"language\":\"zh\"", with: "\"language\":\"\(language.rawValue)\"")
      let own = try PacketJSON.decode(PacketSheets.self, Array(text.utf8))
      #expect(own.language == language)
      for form in try PledgePacketFiles(record: record, sheets: own).forms() {
        lines.append("\(SHA256Digest(of: form.bytes).hex)  \(language.rawValue) \(form.path)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Where this fails and the pages were changed on purpose, raise `PledgePacketFiles.pageFormat` and record the digests of
  /// the new number: those of a number that is kept are never recorded again.
  @Test func pagesChangeOnlyWithTheirNumber() throws {
    let name = "pages-\(PledgePacketFiles.pageFormat).txt"
    let now = try Self.digests()
    #expect(try Self.digests() == now, "the same record gives the same pages")
    guard let kept = try? Self.bytes(name) else {
      let difference = Snapshot.difference(now, golden: name)
      #expect(difference == nil, "\(difference ?? "")")
      return
    }
    #expect(
      String(decoding: kept, as: UTF8.self) == now,
      "pages changed: raise PledgePacketFiles.pageFormat, then record \(name)'s successor with RECORD=1")
  }
}

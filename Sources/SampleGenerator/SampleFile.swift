import PortfolioCore

/// A file of a sample: its path under `Sample-Portfolios/` and its bytes.
struct SampleFile: Equatable {
  var path: String
  var bytes: [UInt8]

  init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  init(path: String, text: String) { self.init(path: path, bytes: Array(text.utf8)) }
}

/// What is wrong with a sample; the generator writes nothing then.
struct SampleFaults: Error, CustomStringConvertible {
  var faults: [String]

  var description: String {
    "the sample contradicts itself:\n" + faults.prefix(40).joined(separator: "\n")
      + (faults.count > 40 ? "\nand \(faults.count - 40) more" : "")
  }
}

/// All samples.
enum SampleCatalogue {
  /// The day for which all stories are told.
  static let asOf = day(2026, 6, 30)

  static let names = ["first-look", "central-enterprise", "specialised-firm", "research-institute", "messy"]

  /// The files of one sample or of all, in a fixed order.
  static func files(only: String? = nil) throws(SampleFaults) -> [SampleFile] {
    var files: [SampleFile] = []
    for name in names where only == nil || only == name {
      switch name {
      case "first-look": files += try FirstLook.files()
      case "central-enterprise": files += try CentralEnterprise.files()
      case "specialised-firm": files += try SpecialisedFirm.files()
      case "research-institute": files += try ResearchInstitute.files()
      default: files += MessyFiles.files()
      }
    }
    if only == nil { files.append(SampleFile(path: "README.md", text: SampleReadme.overview)) }
    return files
  }
}

/// A day of a story, written by hand.
/// - Precondition: there is such a day; the generator stops otherwise, so a slip never reaches a sample.
func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDay {
  guard let result = CalendarDay(year: year, month: month, day: day) else {
    preconditionFailure("no such day: \(year)-\(month)-\(day)")
  }
  return result
}

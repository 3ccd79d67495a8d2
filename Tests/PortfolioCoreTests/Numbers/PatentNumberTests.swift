import PortfolioCore
import Testing

/// A spelling and what it must give.
struct Spelling: Sendable, CustomTestStringConvertible {
  var text: String
  var office: String
  var number: String
  var kindCode: String?
  var kind: RightKind?
  var year: Int?
  var given: String?

  init(
    _ text: String, _ office: String, _ number: String, _ kindCode: String? = nil, _ kind: RightKind? = nil,
    year: Int? = nil, given: String? = nil
  ) {
    self.text = text
    self.office = office
    self.number = number
    self.kindCode = kindCode
    self.kind = kind
    self.year = year
    self.given = given
  }

  var testDescription: String { text }
}

@Suite struct PatentNumberTests {
  static let applications: [Spelling] = [
    Spelling("CN201220249767.4", "CN", "2012202497674", nil, .utilityModel, year: 2012),
    Spelling("201220249767.4", "CN", "2012202497674", nil, .utilityModel, year: 2012),
    Spelling("201220249767.4", "CN", "2012202497674", nil, .utilityModel, year: 2012, given: "CN"),
    Spelling("2012202497674", "CN", "2012202497674", nil, .utilityModel, year: 2012),
    Spelling("ZL201220249767.4", "CN", "2012202497674", nil, .utilityModel, year: 2012),
    Spelling("ZL 2012 2 0249767.4", "CN", "2012202497674", nil, .utilityModel, year: 2012),
    Spelling("CN ZL 201220249767.4", "CN", "2012202497674", nil, .utilityModel, year: 2012),
    Spelling("第201220249767.4号", "CN", "2012202497674", nil, .utilityModel, year: 2012, given: "CN"),
    Spelling("CN 201220249767 U", "CN", "2012202497674", "U", .utilityModel, year: 2012),
    Spelling("ＣＮ２０１２２０２４９７６７．４", "CN", "2012202497674", nil, .utilityModel, year: 2012),
    Spelling(" cn201220249766.x ", "CN", "201220249766X", nil, .utilityModel, year: 2012),
    Spelling("CN201220249766", "CN", "201220249766X", nil, .utilityModel, year: 2012),
    Spelling("CN00118464.4", "CN", "001184644", nil, .invention, year: 2000),
    Spelling("CN001184644", "CN", "001184644", nil, .invention, year: 2000),
    Spelling("CN85102475", "CN", "851024750", nil, .invention, year: 1985),
    Spelling("CN87101357.6", "CN", "871013576", nil, .invention, year: 1987),
    Spelling("CN 201410522673 A", "CN", "2014105226733", "A", .invention, year: 2014),
    Spelling("US 201514813924 A", "US", "201514813924", "A", year: 2015),
    Spelling("US 14/813,924", "US", "14/813924"),
    Spelling("14/813,924", "US", "14/813924", given: "US"),
    Spelling("US 8/51,317", "US", "08/051317"),
    Spelling("US 29/512,345", "US", "29/512345", nil, .design),
    Spelling("US 75131796 A", "US", "75131796", "A"),
    Spelling("US 201461943590 P", "US", "201461943590", "P", year: 2014),
    Spelling("US 2015/0050411 W", "WO", "US2015050411", "W", year: 2015),
    Spelling("US 0013824 W", "WO", "US2000013824", "W", year: 2000),
    Spelling("DE 2014100255 W", "WO", "DE2014100255", "W", year: 2014),
    Spelling("PCT/CN2015/012345", "WO", "CN2015012345", year: 2015),
    Spelling("PCT/CN2015/012345", "WO", "CN2015012345", year: 2015, given: "CN"),
    Spelling("WO2015CN12345", "WO", "CN2015012345", year: 2015),
    Spelling("PCT/US99/12345", "WO", "US1999012345", year: 1999),
    Spelling("EP19800400981", "EP", "80400981", year: 1980),
    Spelling("EP 80400981 A", "EP", "80400981", "A", year: 1980),
    Spelling("EP 09812345 A", "EP", "09812345", "A", year: 2009),
    Spelling("EP09812345.6", "EP", "09812345", year: 2009),
    Spelling("KR 10-2015-0012345", "KR", "1020150012345", nil, .invention, year: 2015),
    Spelling("KR 20150012345 A", "KR", "1020150012345", "A", .invention, year: 2015),
    Spelling("KR 20-2015-0012345", "KR", "2020150012345", nil, .utilityModel, year: 2015),
    Spelling("DE 102014219223 A", "DE", "102014219223", "A", .invention, year: 2014),
    Spelling("DE 10 2014 219 223.5", "DE", "102014219223", nil, .invention, year: 2014),
    Spelling("DE 202007018133 U", "DE", "202007018133", "U", .utilityModel, year: 2007),
    Spelling("GB1504181.3", "GB", "201504181", year: 2015),
    Spelling("GB 201504181 A", "GB", "201504181", "A", year: 2015),
    Spelling("JP 2014-109698", "JP", "2014109698", year: 2014),
    Spelling("特願2014-9698", "JP", "2014009698", nil, .invention, year: 2014),
    Spelling("JP 23745493 A", "JP", "23745493", "A"),
    Spelling("AU 2007/342148 A", "AU", "2007342148", "A"),
    Spelling("SG 11201608137T A", "SG", "11201608137T", "A"),
    Spelling("IT AP20060027 A", "IT", "AP20060027", "A"),
    Spelling("BR PI1015911 A", "BR", "PI1015911", "A"),
    Spelling("PA199901234", "DK", "PA199901234", given: "DK"),
  ]

  @Test(arguments: applications) func readsApplicationNumbers(_ spelling: Spelling) throws {
    let parsed = try PatentNumber.parse(spelling.text, as: .application, office: spelling.given).get()
    #expect(
      parsed.number == RightNumber(office: spelling.office, scheme: .application, number: spelling.number))
    #expect(parsed.bareNumber == spelling.number)
    #expect(parsed.kindCode == spelling.kindCode)
    #expect(parsed.kind == spelling.kind)
    #expect(parsed.year == spelling.year)
  }

  static let publications: [Spelling] = [
    Spelling("CN202644312U", "CN", "202644312", "U", .utilityModel),
    Spelling("CN-110523063-A", "CN", "110523063", "A", .invention),
    Spelling("CN1329864A", "CN", "1329864", "A", .invention),
    Spelling("CN 2726224 Y", "CN", "2726224", "Y", .utilityModel),
    Spelling("CN302345678S", "CN", "302345678", "S", .design),
    Spelling("CN85102475A", "CN", "85102475", "A", .invention, year: 1985),
    Spelling("ＣＮ２０２６４４３１２Ｕ", "CN", "202644312", "U", .utilityModel),
    Spelling("US-11355780-B2", "US", "11355780", "B2"),
    Spelling("US 9,833,479 B2", "US", "9833479", "B2"),
    Spelling("US 9833479 B2", "US", "9833479", "B2"),
    Spelling("US08609214B1", "US", "8609214", "B1"),
    Spelling("US5686888A", "US", "5686888", "A"),
    Spelling("US2015/0094896 A1", "US", "20150094896", "A1", year: 2015),
    Spelling("US-2015094896-A1", "US", "20150094896", "A1", year: 2015),
    Spelling("US20150094896A1", "US", "20150094896", "A1", year: 2015),
    Spelling("USRE45000", "US", "RE45000"),
    Spelling("USRE045000E1", "US", "RE45000", "E1"),
    Spelling("RE45000", "US", "RE45000", given: "US"),
    Spelling("USD800000S", "US", "D800000", "S", .design),
    Spelling("USD0800000S1", "US", "D800000", "S1", .design),
    Spelling("DES300000", "US", "D300000", nil, .design, given: "US"),
    Spelling("EP 3456789 A1", "EP", "3456789", "A1", given: "US"),
    Spelling("USPP12345", "US", "PP12345", nil, .plant),
    Spelling("EP0022032B1", "EP", "0022032", "B1"),
    Spelling("EP 22032 B1", "EP", "0022032", "B1"),
    Spelling("EP 3 456 789 A1", "EP", "3456789", "A1"),
    Spelling("WO 2015/123456 A1", "WO", "2015123456", "A1", year: 2015),
    Spelling("WO2015123456", "WO", "2015123456", year: 2015),
    Spelling("WO-9300969-A1", "WO", "1993000969", "A1", year: 1993),
    Spelling("WO 93/00969", "WO", "1993000969", year: 1993),
    Spelling("WO-03070333-A1", "WO", "2003070333", "A1", year: 2003),
    Spelling("JP 2005-123456 A", "JP", "2005123456", "A", year: 2005),
    Spelling("JP特開2005-123456", "JP", "2005123456", "A", .invention, year: 2005),
    Spelling("特開2005-123456号公報", "JP", "2005123456", "A", .invention, year: 2005),
    Spelling("JP 4567890 B2", "JP", "4567890", "B2"),
    Spelling("特許第4567890号", "JP", "4567890", nil, .invention),
    Spelling("JP H11123456 A", "JP", "H11123456", "A", year: 1999),
    Spelling("特開平7-064636", "JP", "H0764636", "A", .invention, year: 1995),
    Spelling("JPH0764636A", "JP", "H0764636", "A", year: 1995),
    Spelling("JP-S5237988-A", "JP", "S5237988", "A", year: 1977),
    Spelling("KR 101234567 B1", "KR", "101234567", "B1", .invention),
    Spelling("KR 10-1234567 B1", "KR", "101234567", "B1", .invention),
    Spelling("KR-200453249-Y1", "KR", "200453249", "Y1", .utilityModel),
    Spelling("KR1020150012345A", "KR", "20150012345", "A", .invention, year: 2015),
    Spelling("KR 20150012345 A", "KR", "20150012345", "A", year: 2015),
    Spelling("DE 102014219223 A1", "DE", "102014219223", "A1", .invention, year: 2014),
    Spelling("DE-29911049-U1", "DE", "29911049", "U1"),
    Spelling("GB-2520242-A", "GB", "2520242", "A"),
    Spelling("FR2911885A1", "FR", "2911885", "A1"),
    Spelling("TW I347543 B", "TW", "I347543", "B", .invention),
    Spelling("TW M341273 U", "TW", "M341273", "U", .utilityModel),
    Spelling("AU 2007/342148 B2", "AU", "2007342148", "B2"),
    Spelling("CA 2,766,896 C", "CA", "2766896", "C"),
    Spelling("HU T40697 A", "HU", "T40697", "A"),
    Spelling("ES2266833T3", "ES", "2266833", "T3"),
  ]

  @Test(arguments: publications) func readsPublicationNumbers(_ spelling: Spelling) throws {
    let text = spelling.text.replacingSuffix("公報")
    let parsed = try PatentNumber.parse(text, as: .publication, office: spelling.given).get()
    let full = spelling.number + (spelling.kindCode ?? "")
    #expect(parsed.number == RightNumber(office: spelling.office, scheme: .publication, number: full))
    #expect(parsed.bareNumber == spelling.number)
    #expect(parsed.kindCode == spelling.kindCode)
    #expect(parsed.kind == spelling.kind)
    #expect(parsed.year == spelling.year)
  }

  @Test(arguments: [
    "", "  ", "0", "000", "-", "--", "N/A", "n/a", "NA", "null", "None", "无", "　", "/", "－", "US 0", "CN-000",
  ])
  func knowsThatThereIsNoNumber(_ text: String) {
    #expect(PatentNumber.parse(text, as: .application, office: "CN") == .failure(.noNumber))
    #expect(NumberFault.noNumber.problem(at: nil, value: text) == nil)
  }

  static let faults: [(String, PatentNumber.Role, String?, NumberFault)] = [
    ("CN201220249767.5", .application, nil, .wrongCheckDigit(expected: "4", found: "5")),
    ("201220249766.4", .application, nil, .wrongCheckDigit(expected: "X", found: "4")),
    ("CN20122024976.4", .application, nil, .wrongLength(office: "CN", digits: 12)),
    ("CN102644312A", .application, nil, .otherRole(found: .publication)),
    ("CN1329864A", .application, nil, .otherRole(found: .publication)),
    ("CN201220249767.4", .publication, nil, .otherRole(found: .application)),
    ("US 2015/0094896 A1", .application, nil, .otherRole(found: .publication)),
    ("US 14/813,924", .publication, nil, .otherRole(found: .application)),
    ("EP 3456789", .application, nil, .otherRole(found: .publication)),
    ("WO 2015/123456", .application, nil, .otherRole(found: .publication)),
    ("CN200210000000", .application, nil, .impossibleYear(2002)),
    ("CN201240000000", .application, nil, .unknownKindDigit("4")),
    ("CN902644312U", .publication, nil, .unknownKindDigit("9")),
    ("2.0122E+11", .application, "CN", .roundedBySpreadsheet),
    ("US 9833479; US 9833480", .publication, nil, .unexpectedCharacter(";")),
    ("US 9833479 和", .publication, nil, .unexpectedCharacter("和")),
    ("9833479", .publication, nil, .officeMissing),
    ("US ABC", .publication, nil, .unknownForm(office: "US")),
    ("US 123456789", .publication, nil, .wrongLength(office: "US", digits: 9)),
    (String(repeating: "1", count: 200), .publication, "US", .tooLong),
  ]

  @Test(arguments: faults)
  func namesTheFault(_ text: String, _ role: PatentNumber.Role, _ office: String?, _ fault: NumberFault)
    throws
  {
    #expect(PatentNumber.parse(text, as: role, office: office) == .failure(fault))
    let place = Place(file: "a.csv", line: 3, column: "申请号")
    let problem = try #require(fault.problem(at: place, value: text))
    #expect(problem.place == place)
    #expect(!problem.message.zh.isEmpty && !problem.message.en.isEmpty)
    #expect(problem.remedy != nil)
    #expect(ProblemCode.all.contains(problem.code))
  }

  @Test func theCheckDigitProblemNamesTheRightDigit() throws {
    let fault = NumberFault.wrongCheckDigit(expected: "4", found: "5")
    let problem = try #require(fault.problem(at: nil, value: "CN201220249767.5"))
    #expect(problem.code == .wrongCheckDigit)
    #expect(problem.message.en.contains("expected 4, found 5"))
    #expect(problem.message.zh.contains("应为 4，实为 5"))
  }

  @Test func aNumberThatSaysWhatItIsGoesBeforeTheExpectation() throws {
    let patent = try PatentNumber.parse("ZL201220249767.4", as: .publication).get()
    #expect(patent.number.scheme == .application)
    let international = try PatentNumber.parse("PCT/CN2015/012345", as: .publication).get()
    #expect(international.number.scheme == .application)
  }

  @Test func theDocdbFormOfAUnitedStatesApplicationMeetsTheSeriesForm() throws {
    let docdb = try PatentNumber.parse("US 201514813924 A", as: .application).get()
    let series = try PatentNumber.parse("US 14/813,924", as: .application).get()
    #expect(docdb.number != series.number)
    #expect(docdb.allNumbers.contains(series.number))
  }

  @Test func keepsTheDayBehindAPriorityNumber() throws {
    let priority = try PatentNumber.parse("US 201314042670 A 20130930", as: .application).get()
    #expect(priority.number.number == "201314042670")
    #expect(priority.kindCode == "A")
    #expect(priority.day == CalendarDay(iso: "2013-09-30"))
  }

  @Test func saysWhenTheCheckDigitWasComputed() throws {
    #expect(try PatentNumber.parse("CN201220249767", as: .application).get().checkDigitWasComputed)
    #expect(try !PatentNumber.parse("CN201220249767.4", as: .application).get().checkDigitWasComputed)
  }
}

extension String {
  /// The text without an ending.
  func replacingSuffix(_ ending: String) -> String {
    hasSuffix(ending) ? String(dropLast(ending.count)) : self
  }
}

import Foundation
import Testing
import Winnow

@testable import PledgeFinance

/// A small portfolio in the native format, and packets of it.
struct PledgeFixture {
  static let asOf = CalendarDay(year: 2026, month: 6, day: 30) ?? CalendarDay(number: 0)

  static let rights = """
    right,kind,office,title,filing_day,grant_day,status,ipc,owners,family
    A-1,invention,CN,Valve,2019-04-15,2021-12-20,in-force,F16K1/22,Owner Co,F1
    A-2,utility-model,CN,Seat,2020-04-15,2021-01-20,in-force,F16K1/22,Owner Co,F1
    A-3,invention,CN,Stem,2019-04-15,2021-12-20,in-force,F16K1/22,Owner Co,
    A-4,invention,CN,Cap,2019-04-15,2021-12-20,in-force,F16K1/22,Owner Co;Partner University,
    A-5,invention,CN,Seal,2019-04-15,2021-12-20,in-force,F16K1/22,Owner Co,
    A-6,invention,CN,Gate,2019-04-15,2021-12-20,in-force,F16K1/22,Owner Co,
    A-7,utility-model,CN,Pump,2024-05-05,2025-01-20,in-force,F16K1/22,Owner Co,
    A-8,invention,CN,Pump,2024-05-05,,pending,F16K1/22,Owner Co,
    A-9,invention,CN,Loose,2019-04-15,2021-12-20,in-force,F16K1/22,Owner Co,

    """
  static let products = "product,name,business_line\nPR1,Valves,flow\n"
  static let revenues = """
    product,year,amount,kind,recorded_on
    PR1,2022,50000000,actual,2023-03-31
    PR1,2023,60000000,actual,2024-03-31
    PR1,2024,72000000,actual,2025-03-31
    PR1,2025,86400000,actual,2026-03-31
    PR1,2026,90000000,forecast,2026-03-31
    PR1,2027,95000000,forecast,2026-03-31
    PR1,2028,99000000,forecast,2026-03-31

    """
  static let links = """
    right,product,role,from_day
    A-1,PR1,core,2021-01-01
    A-2,PR1,supporting,2021-01-01
    A-3,PR1,core,2021-01-01
    A-4,PR1,core,2021-01-01
    A-5,PR1,supporting,2021-01-01
    A-6,PR1,supporting,2021-01-01
    A-7,PR1,supporting,2025-02-01

    """
  static let pledges =
    "pledge,right,pledgee,from_day,to_day,amount\nPL-1,A-5,City Bank,2025-01-01,2028-01-01,900000\n"
  static let disputes = """
    dispute,right,type,counterparty,from_day,to_day
    D-1,A-6,invalidation,Copier Ltd,2026-02-01,
    D-0,A-3,infringement,Copier Ltd,2020-02-01,2021-02-01

    """
  static let parties =
    "party,kind,unit\nOwner Co,enterprise,U1\nPartner University,university,\nCity Bank,bank,\n"
  static let units = "unit,parent,name\nU1,,Owner Co\n"
  static let families = "family,title\nF1,Valve\n"
  static let payments = """
    right,fee_year,paid_day,amount
    A-1,8,2026-04-01,2000
    A-2,7,2026-04-01,1200
    A-3,8,2026-04-01,2000
    A-4,8,2026-04-01,2000
    A-5,8,2026-04-01,2000
    A-6,8,2026-04-01,2000
    A-7,3,2026-04-30,600
    A-9,8,2026-04-01,2000

    """

  let workspace: Workspace
  let run: ReviewRun

  /// The portfolio, with some tables changed; an empty text leaves a table out.
  init(_ changed: [String: String] = [:], asOf: CalendarDay = PledgeFixture.asOf) throws {
    var tables = [
      "rights": PledgeFixture.rights, "products": PledgeFixture.products, "revenues": PledgeFixture.revenues,
      "product_links": PledgeFixture.links, "pledges": PledgeFixture.pledges,
      "disputes": PledgeFixture.disputes, "parties": PledgeFixture.parties, "units": PledgeFixture.units,
      "families": PledgeFixture.families, "payments": PledgeFixture.payments,
    ]
    tables.merge(changed) { _, new in new }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("winnow-pledge-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in tables where !text.isEmpty {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name + ".csv"))
    }
    workspace = try Workspace.open(at: ":memory:")
    let report = try workspace.importPortfolio(from: folder.path, observedOn: PledgeFixture.asOf)
    let errors = report.problems.filter { $0.severity == .error }
    #expect(errors.isEmpty, "\(errors)")
    run = try workspace.preview(asOf: asOf)
  }

  /// A request in whole yuan.
  static func request(_ rights: [String] = [], amount: Int64, months: Int? = 24) -> PledgeRequest {
    PledgeRequest(rights: rights, amount: Money(major: amount, currency: .cny), months: months)
  }

  /// A packet under a built-in policy, with short simulations.
  func packet(
    _ request: PledgeRequest, policy: String = "bank-25-15-50",
    documents: AttachedDocuments = AttachedDocuments()
  ) throws -> PledgePacket {
    try workspace.pledgePacket(
      of: run, request, policy: try workspace.lenderPolicy(policy), documents: documents, draws: 200
    ).packet
  }

  /// A line of a packet.
  static func line(_ number: String, _ packet: PledgePacket) throws -> CollateralLine {
    try #require(packet.lines.first { $0.number == number })
  }
}

public import PortfolioReview

extension AssetValueView {
  /// The sections as one HTML file that needs nothing else, under the head of the run's reports.
  public func html(_ run: ReviewRun, options: ReportOptions) -> String {
    let page = ReportPage(id: "value", title: heading, sections: sections)
    let view = ReportBuilder(run: run, options: options).view([page], .whole)
    var bytes: [UInt8] = []
    try? HTMLReport.write(view) { bytes.append(contentsOf: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }
}

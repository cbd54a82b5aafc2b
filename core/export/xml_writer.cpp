#include "core/export/xml_writer.h"

namespace cadenza::exporting {

void XmlWriter::begin(std::string_view name, Attributes attributes)
{
    out_.append(open_.size(), ' ');
    out_ += '<';
    out_ += name;
    for (const auto& [key, value] : attributes) {
        out_ += ' ';
        out_ += key;
        out_ += "=\"";
        escape(value);
        out_ += '"';
    }
}

void XmlWriter::open(std::string_view name, Attributes attributes)
{
    begin(name, attributes);
    out_ += ">\n";
    open_.emplace_back(name);
}

void XmlWriter::close()
{
    const std::string name = std::move(open_.back());
    open_.pop_back();
    out_.append(open_.size(), ' ');
    out_ += "</" + name + ">\n";
}

void XmlWriter::empty(std::string_view name, Attributes attributes)
{
    begin(name, attributes);
    out_ += "/>\n";
}

void XmlWriter::text(std::string_view name, std::string_view content, Attributes attributes)
{
    begin(name, attributes);
    out_ += '>';
    escape(content);
    out_ += "</";
    out_ += name;
    out_ += ">\n";
}

void XmlWriter::escape(std::string_view content)
{
    for (const char c : content)
        switch (c) {
        case '&': out_ += "&amp;"; break;
        case '<': out_ += "&lt;"; break;
        case '>': out_ += "&gt;"; break;
        case '"': out_ += "&quot;"; break;
        default:
            if (static_cast<unsigned char>(c) >= 0x20 || c == '\t')
                out_ += c;
        }
}

} // namespace cadenza::exporting

// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/theme.h"

#include "widgets/common/style.h"
#include "widgets/common/systemscheme.h"

#include <QApplication>
#include <QFontDatabase>

#include <algorithm>
#include <cmath>

namespace {

constexpr double ReadableContrast = 4.5;

double linear(int channel)
{
    const double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.red()) + 0.7152 * linear(color.green())
        + 0.0722 * linear(color.blue());
}

QColor mixed(const QColor &from, const QColor &to, double share)
{
    const auto mix = [share](int a, int b) { return static_cast<int>(a + (b - a) * share); };
    return {mix(from.red(), to.red()), mix(from.green(), to.green()), mix(from.blue(), to.blue())};
}

} // namespace

Theme::Theme(QObject *parent)
    : QObject(parent)
    , m_system(new SystemScheme(this))
{
    QApplication::setStyle(new Style);
    connect(m_system, &SystemScheme::changed, this, &Theme::update);
    m_isDark = m_system->isDark();
    QApplication::setPalette(palette());
}

Theme::~Theme() = default;

void Theme::setMode(Mode mode)
{
    m_mode = mode;
    update();
}

const Colors &Theme::colors() const
{
    return m_isDark ? darkColors() : lightColors();
}

QColor Theme::color(Tint tint) const
{
    const Colors &c = colors();
    switch (tint) {
    case Tint::Text:
        break;
    case Tint::Dim:
        return c.dim;
    case Tint::Accent:
        return c.accent;
    case Tint::OnAccent:
        return c.onAccent;
    case Tint::Sent:
        return c.sent;
    case Tint::Received:
        return c.received;
    case Tint::Notice:
        return c.connections[2];
    case Tint::Error:
        return c.error;
    case Tint::Warning:
        return c.warning;
    case Tint::Heartbeat:
        return c.heartbeat;
    }
    return c.text;
}

QPalette Theme::palette() const
{
    const Colors &c = colors();
    QPalette palette(c.text, c.pane, c.pane, c.line, c.line, c.text, c.text, c.pane, c.window);
    palette.setColor(QPalette::AlternateBase, c.alternate);
    palette.setColor(QPalette::Highlight, c.selection);
    palette.setColor(QPalette::HighlightedText, c.text);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.accent);
    palette.setColor(QPalette::PlaceholderText, c.dim);
    palette.setColor(QPalette::Light, c.alternate);
    palette.setColor(QPalette::Midlight, c.chip);
    palette.setColor(QPalette::Mid, c.line);
    palette.setColor(QPalette::Dark, c.line);
    palette.setColor(QPalette::Shadow, c.line);
    palette.setColor(QPalette::ToolTipBase, c.pane);
    palette.setColor(QPalette::ToolTipText, c.text);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, c.dim);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, c.chip);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, c.dim);
    return palette;
}

QColor Theme::sessionColor(qint64 session) const
{
    const auto &connections = colors().connections;
    if (session <= 0)
        return colors().dim;
    return connections[static_cast<std::size_t>(session - 1) % connections.size()];
}

QFont Theme::fixedFont() const
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    // Fixed-width faces look larger than the words beside them.
    const QFont words = QApplication::font();
    if (words.pointSizeF() > 0)
        font.setPointSizeF(words.pointSizeF() * 0.95);
    else
        font.setPixelSize(words.pixelSize());
    return font;
}

QFont Theme::smallFont() const
{
    QFont font = QApplication::font();
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * 0.8);
    else
        font.setPixelSize(qMax(8, font.pixelSize() * 4 / 5));
    font.setWeight(QFont::DemiBold);
    return font;
}

QColor Theme::readableOn(const QColor &color, const QColor &ground)
{
    const QColor end = luminance(ground) > 0.18 ? Qt::black : Qt::white;
    QColor readable = color;
    for (int step = 1; contrast(readable, ground) < ReadableContrast && step <= 20; ++step)
        readable = mixed(color, end, step / 20.0);
    return readable;
}

double Theme::contrast(const QColor &first, const QColor &second)
{
    const auto [darker, lighter] = std::minmax({luminance(first), luminance(second)});
    return (lighter + 0.05) / (darker + 0.05);
}

const Colors &Theme::lightColors()
{
    static const Colors colors {
        .window = QColor(0xf6f7f9),
        .pane = QColor(0xffffff),
        .alternate = QColor(0xfafbfc),
        .line = QColor(0xe1e4e9),
        .text = QColor(0x1c2128),
        .dim = QColor(0x69717d),
        .accent = QColor(0x2f6fed),
        .onAccent = QColor(0xffffff),
        .selection = QColor(0xdfe9fd),
        .chip = QColor(0xeef1f5),
        .sent = QColor(0x0b7a53),
        .received = QColor(0x7a3fc4),
        .error = QColor(0xc4312b),
        .warning = QColor(0xa86400),
        .heartbeat = QColor(0xb9c0ca),
        .hit = QColor(0xffe08a),
        .connections = {QColor(0x2f6fed), QColor(0xd9730d), QColor(0x0f9d8a), QColor(0xb4409f)},
    };
    return colors;
}

const Colors &Theme::darkColors()
{
    static const Colors colors {
        .window = QColor(0x181b20),
        .pane = QColor(0x1f2329),
        .alternate = QColor(0x22272e),
        .line = QColor(0x30363f),
        .text = QColor(0xdfe3e8),
        .dim = QColor(0x8e97a3),
        .accent = QColor(0x6ea0ff),
        .onAccent = QColor(0x14181d),
        .selection = QColor(0x27395c),
        .chip = QColor(0x2b313a),
        .sent = QColor(0x4cc38a),
        .received = QColor(0xb794f6),
        .error = QColor(0xff7b72),
        .warning = QColor(0xe3a23c),
        .heartbeat = QColor(0x4a525d),
        .hit = QColor(0x6b5310),
        .connections = {QColor(0x6ea0ff), QColor(0xf0a04b), QColor(0x41c7b3), QColor(0xe07bc9)},
    };
    return colors;
}

void Theme::update()
{
    const bool isDark = m_mode == Mode::System ? m_system->isDark() : m_mode == Mode::Dark;
    if (isDark == m_isDark)
        return;
    m_isDark = isDark;
    QApplication::setPalette(palette());
    emit changed();
}

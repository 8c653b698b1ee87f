// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/icons.h"

#include "widgets/common/theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <iterator>

namespace {

constexpr const char *Names[] {
    "record",  "pause",    "tap",        "connect",   "open",    "save",     "search",
    "clear",   "arrow-up", "arrow-down", "websocket", "polling", "binary",   "heartbeat",
    "problem", "copy",     "jump",       "close",     "follow",  "server",   "file",
    "play",    "gear",     "room",       "timeline",  "info",    "bookmark", "bookmark-note",
    "note",    "measure",  "altered",    "rules",
};
static_assert(std::size(Names) == static_cast<std::size_t>(Icon::Count));

/// Draws an SVG whose lines are currentColor, in the theme's colour.
class ThemedEngine : public QIconEngine
{
public:
    ThemedEngine(Icon icon, const Theme &theme, Tint tint)
        : m_icon(icon)
        , m_theme(theme)
        , m_tint(tint)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode,
               QIcon::State /*state*/) override
    {
        const qreal ratio = painter->device()->devicePixelRatioF();
        painter->drawPixmap(rect, iconPixmap(m_icon, color(mode), rect.size(), ratio));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State /*state*/) override
    {
        return iconPixmap(m_icon, color(mode), size, 1);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State /*state*/,
                         qreal scale) override
    {
        QPixmap pixels = iconPixmap(m_icon, color(mode), size, 1);
        pixels.setDevicePixelRatio(scale);
        return pixels;
    }

    QIconEngine *clone() const override { return new ThemedEngine(m_icon, m_theme, m_tint); }
    QString iconName() override { return QLatin1String(Names[static_cast<std::size_t>(m_icon)]); }
    bool isNull() override { return false; }

private:
    QColor color(QIcon::Mode mode) const
    {
        return m_theme.color(mode == QIcon::Disabled ? Tint::Dim : m_tint);
    }

    Icon m_icon;
    const Theme &m_theme;
    Tint m_tint;
};

} // namespace

QIcon themedIcon(Icon icon, const Theme &theme, Tint tint)
{
    return QIcon(new ThemedEngine(icon, theme, tint));
}

QPixmap iconPixmap(Icon icon, const QColor &color, QSize size, qreal pixelRatio)
{
    const QLatin1String name(Names[static_cast<std::size_t>(icon)]);
    const QString key = QStringLiteral("sockscope-icon/%1/%2/%3x%4@%5")
                            .arg(name, color.name(QColor::HexArgb))
                            .arg(size.width())
                            .arg(size.height())
                            .arg(pixelRatio);
    QPixmap pixels;
    if (QPixmapCache::find(key, &pixels))
        return pixels;
    QFile file(QStringLiteral(":/sockscope/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray svg = file.readAll();
    svg.replace("currentColor", color.name().toLatin1());
    QSvgRenderer renderer(svg);
    pixels = QPixmap(size * pixelRatio);
    pixels.fill(Qt::transparent);
    QPainter painter(&pixels);
    renderer.render(&painter);
    painter.end();
    pixels.setDevicePixelRatio(pixelRatio);
    QPixmapCache::insert(key, pixels);
    return pixels;
}

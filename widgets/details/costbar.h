// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/records.h"

#include <QWidget>

class Theme;

/// What a message cost on the wire, layer by layer, as a bar with exact numbers below it.
class CostBar : public QWidget
{
    Q_OBJECT

public:
    explicit CostBar(const Theme &theme, QWidget *parent = nullptr);

    void setMessage(const Capture::MessageRecord &message);
    void setExchange(const Capture::ExchangeRecord &exchange);

    /// "payload 49,204; Socket.IO 58; …; wire 49,285"
    QString description() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    enum class Layer { Payload, SocketIo, EngineIo, Transport, Other };

    struct Part
    {
        Layer layer = Layer::Payload;
        QString name;
        qint64 bytes = 0;
        bool isInBar = true;
    };

    void setParts(std::vector<Part> parts);
    void updateHeight();
    QColor color(const Part &part) const;
    template<typename Visit>
    int layoutLabels(int width, Visit visit) const;

    const Theme &m_theme;
    std::vector<Part> m_parts;
};

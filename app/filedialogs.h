// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/mainwindow.h"
#include "protocol/capture/capturefile.h"
#include "widgets/start/startpage.h"

/// The questions of a window, asked with real dialogs.
MainWindow::Questions fileDialogs();

/// "2026-11-22 10-02.sockscope" in the documents folder.
QString suggestedFileName();

/// A capture as the start page lists it.
CaptureItem describeCapture(const QString &path);
CaptureItem describeUnsaved(const Capture::UnsavedCapture &capture);
